package io.gridwright.api.document;

import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.InputStream;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;

/**
 * {@code /docs}: Swagger UI from its jar over our own document; nothing is fetched from elsewhere.
 */
public final class TryItServlet extends HttpServlet {
  private static final long serialVersionUID = 1L;
  private static final String OWN = "/io/gridwright/api/document/";
  private static final String JAR = "/META-INF/resources/webjars/swagger-ui/";
  private static final String VERSION = "/META-INF/maven/org.webjars/swagger-ui/pom.properties";

  /** The only files there are: nothing of a request becomes part of a path. */
  private static final Map<String, Page> PAGES =
      Map.of(
          "/", new Page(true, "docs.html", "text/html;charset=utf-8"),
          "/docs.js", new Page(true, "docs.js", "text/javascript;charset=utf-8"),
          "/swagger-ui.css", new Page(false, "swagger-ui.css", "text/css;charset=utf-8"),
          "/swagger-ui-bundle.js",
              new Page(false, "swagger-ui-bundle.js", "text/javascript;charset=utf-8"),
          "/favicon-32x32.png", new Page(false, "favicon-32x32.png", "image/png"));

  private record Page(boolean own, String file, String mediaType) {}

  @Override
  protected void doGet(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    if (request.getPathInfo() == null) {
      response.sendRedirect("/docs/");
      return;
    }
    Optional<Page> page = Optional.ofNullable(PAGES.get(request.getPathInfo()));
    if (page.isEmpty()) {
      response.sendError(HttpServletResponse.SC_NOT_FOUND);
      return;
    }
    try (InputStream file = TryItServlet.class.getResourceAsStream(path(page.get()))) {
      response.setContentType(page.get().mediaType());
      file.transferTo(response.getOutputStream());
    }
  }

  private static String path(Page page) throws IOException {
    return page.own() ? OWN + page.file() : JAR + version() + "/" + page.file();
  }

  private static String version() throws IOException {
    Properties properties = new Properties();
    try (InputStream pom = TryItServlet.class.getResourceAsStream(VERSION)) {
      properties.load(pom);
    }
    return properties.getProperty("version");
  }
}
