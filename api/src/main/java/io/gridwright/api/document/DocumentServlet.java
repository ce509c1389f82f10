package io.gridwright.api.document;

import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.InputStream;

/** One file of the class path at one address: {@code /openapi.json}. */
public final class DocumentServlet extends HttpServlet {
  private static final long serialVersionUID = 1L;

  /** The document as it is committed; a test fails when the code has drifted from it. */
  public static final String OPENAPI = "/io/gridwright/api/document/openapi.json";

  @Override
  protected void doGet(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    try (InputStream document = DocumentServlet.class.getResourceAsStream(OPENAPI)) {
      if (document == null) {
        response.sendError(HttpServletResponse.SC_NOT_FOUND);
        return;
      }
      response.setContentType("application/json;charset=utf-8");
      document.transferTo(response.getOutputStream());
    }
  }
}
