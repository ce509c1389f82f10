package io.gridwright.api.request;

import io.gridwright.api.problem.ProblemMapper;
import jakarta.servlet.Filter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.UUID;
import java.util.regex.Pattern;
import org.slf4j.MDC;

/**
 * Gives every request an id, the sender's where it is a plain word: in the answer and in each log
 * line.
 */
public final class RequestIdFilter implements Filter {
  public static final String HEADER = "X-Request-Id";

  private static final Pattern PLAIN = Pattern.compile("[A-Za-z0-9._-]{1,64}");

  @Override
  public void doFilter(ServletRequest request, ServletResponse response, FilterChain chain)
      throws IOException, ServletException {
    String sent = ((HttpServletRequest) request).getHeader(HEADER);
    String id = sent != null && PLAIN.matcher(sent).matches() ? sent : UUID.randomUUID().toString();
    ((HttpServletResponse) response).setHeader(HEADER, id);
    MDC.put(ProblemMapper.REQUEST, id);
    try {
      chain.doFilter(request, response);
    } finally {
      MDC.remove(ProblemMapper.REQUEST);
    }
  }
}
