package io.gridwright.api.request;

import jakarta.ws.rs.ext.WriterInterceptor;
import jakarta.ws.rs.ext.WriterInterceptorContext;
import java.io.IOException;
import org.eclipse.jetty.io.EofException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A client that leaves before it has read its answer is nothing for the log, nor for anybody. */
public final class LeftClientInterceptor implements WriterInterceptor {
  private static final Logger LOG = LoggerFactory.getLogger(LeftClientInterceptor.class);

  @Override
  public void aroundWriteTo(WriterInterceptorContext answer) throws IOException {
    try {
      answer.proceed();
    } catch (EofException left) {
      LOG.debug("A client left before it had read its answer: {}", left.toString());
    }
  }
}
