package io.gridwright.api.request;

import io.gridwright.api.problem.ProblemType;
import io.gridwright.api.problem.RefusedException;
import jakarta.annotation.Priority;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerRequestFilter;
import jakarta.ws.rs.container.PreMatching;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads a body whole, up to 256 KiB (CONTRACT section 2), before anything looks at it; its bytes
 * stay at hand for the comparison of repeated requests. A longer one is drained a little further,
 * so that its sender gets to read the answer.
 */
@PreMatching
@Priority(100)
public final class BodyLimitFilter implements ContainerRequestFilter {
  public static final int MAXIMUM_BYTES = 256 * 1024;
  static final String BODY = BodyLimitFilter.class.getName() + ".body";
  private static final Logger LOG = LoggerFactory.getLogger(BodyLimitFilter.class);
  private static final long DRAINED_BYTES = 16L * 1024 * 1024;

  @Override
  public void filter(ContainerRequestContext request) {
    byte[] body = read(request);
    if (body.length > MAXIMUM_BYTES) {
      drain(request.getEntityStream());
      throw RefusedException.because(
          ProblemType.TOO_LARGE, "The body has more than 256 KiB; send a smaller one.");
    }
    if (body.length > 0) {
      request.setProperty(BODY, body);
      request.setEntityStream(new ByteArrayInputStream(body));
    }
  }

  private static byte[] read(ContainerRequestContext request) {
    try {
      return request.hasEntity()
          ? request.getEntityStream().readNBytes(MAXIMUM_BYTES + 1)
          : new byte[0];
    } catch (IOException | RuntimeException broken) {
      // Cut off, too slow, or not what Content-Encoding says, which Jetty tells as either.
      throw RefusedException.malformed(
          "", "The body cannot be read to its end; send it whole, and encoded as it is declared.");
    }
  }

  private static void drain(InputStream stream) {
    byte[] scrap = new byte[64 * 1024];
    long drained = 0;
    try {
      for (int read = 0; read >= 0 && drained < DRAINED_BYTES; drained += read) {
        read = stream.read(scrap);
      }
    } catch (IOException | RuntimeException broken) {
      LOG.debug("The rest of a body that is refused cannot be read: {}", broken.toString());
    }
  }
}
