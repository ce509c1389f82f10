package io.gridwright.api.problem;

import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Arrays;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * {@code /problems/NAME}: the page that a problem's type points to; {@code /problems/} lists all.
 */
public final class ProblemPages extends HttpServlet {
  private static final long serialVersionUID = 1L;
  private static final String PAGE =
      """
      <!doctype html>
      <html lang="en">
      <head><meta charset="utf-8"><title>%1$s</title></head>
      <body><main><h1>%1$s</h1>
      %2$s
      </main></body>
      </html>
      """;

  @Override
  protected void doGet(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    String name = Optional.ofNullable(request.getPathInfo()).orElse("/").substring(1);
    Optional<String> page =
        name.isEmpty() ? Optional.of(list()) : ProblemType.named(name).map(ProblemPages::page);
    if (page.isEmpty()) {
      response.sendError(HttpServletResponse.SC_NOT_FOUND);
      return;
    }
    response.setContentType("text/html;charset=utf-8");
    response.getWriter().write(page.get());
  }

  private static String page(ProblemType type) {
    return PAGE.formatted(
        type.title(),
        "<p><code>%s</code>, status %d</p>\n<p>%s</p>\n<p><a href=\"/problems/\">All problems</a></p>"
            .formatted(type.slug(), type.status(), type.explanation()));
  }

  private static String list() {
    return PAGE.formatted(
        "Problems",
        Arrays.stream(ProblemType.values())
            .map(
                type ->
                    "<li><a href=\"%s\">%s</a>: %s</li>"
                        .formatted(type.uri(), type.slug(), type.title()))
            .collect(Collectors.joining("\n", "<ul>\n", "\n</ul>")));
  }
}
