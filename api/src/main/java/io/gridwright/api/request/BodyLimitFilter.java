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
  private static final long DRAINED_BYTES = 16L * 1024 * 1024;

  @Override
  public void filter(ContainerRequestContext request) throws IOException {
    if (!request.hasEntity()) {
      return;
    }
    InputStream stream = request.getEntityStream();
    byte[] body = stream.readNBytes(MAXIMUM_BYTES + 1);
    if (body.length > MAXIMUM_BYTES) {
      drain(stream);
      throw RefusedException.because(
          ProblemType.TOO_LARGE, "The body has more than 256 KiB; send a smaller one.");
    }
    request.setProperty(BODY, body);
    request.setEntityStream(new ByteArrayInputStream(body));
  }

  private static void drain(InputStream stream) throws IOException {
    byte[] scrap = new byte[64 * 1024];
    long drained = 0;
    for (int read = 0; read >= 0 && drained < DRAINED_BYTES; drained += read) {
      read = stream.read(scrap);
    }
  }
}
