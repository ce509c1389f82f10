package io.gridwright.api.problem;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.gridwright.domain.operation.Problem;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpStatus;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.handler.ErrorHandler;
import org.eclipse.jetty.util.Callback;

/** The answers that Jetty gives by itself (no such path, broken request line) in the same form. */
public final class ProblemErrorHandler extends ErrorHandler {
  /** What this server knows at all; a resource tells of its own. */
  private static final String METHODS = "GET, HEAD, OPTIONS, POST, PUT, PATCH, DELETE";

  /** By then the process that stops now has a successor. */
  private static final long RETRY_AFTER_SECONDS = 5;

  private final ObjectMapper mapper;

  public ProblemErrorHandler(ObjectMapper mapper) {
    this.mapper = mapper;
  }

  @Override
  public boolean errorPageForMethod(String method) {
    return true;
  }

  @Override
  protected void generateResponse(
      Request request,
      Response response,
      int code,
      String message,
      Throwable cause,
      Callback callback) {
    response.getHeaders().put(HttpHeader.CONTENT_TYPE, ProblemMapper.MEDIA_TYPE);
    if (code == HttpStatus.METHOD_NOT_ALLOWED_405
        && !response.getHeaders().contains(HttpHeader.ALLOW)) {
      response.getHeaders().put(HttpHeader.ALLOW, METHODS);
    }
    if (code == HttpStatus.SERVICE_UNAVAILABLE_503) {
      response.getHeaders().put(HttpHeader.RETRY_AFTER, RETRY_AFTER_SECONDS);
    }
    response.write(true, body(code, request.getHttpURI().getPath()), callback);
  }

  @Override
  public ByteBuffer badMessageError(int status, String reason, HttpFields.Mutable fields) {
    fields.put(HttpHeader.CONTENT_TYPE, ProblemMapper.MEDIA_TYPE);
    return body(status, "/");
  }

  private ByteBuffer body(int code, String path) {
    ProblemType type = ProblemType.ofStatus(code);
    try {
      ProblemForm form = ProblemForm.of(type, Problem.of(type.slug(), detail(type)), path);
      return ByteBuffer.wrap(mapper.writeValueAsBytes(withStatus(form, code)));
    } catch (JsonProcessingException e) {
      throw new UncheckedIOException("a problem of plain text cannot be written", e);
    }
  }

  private static String detail(ProblemType type) {
    return switch (type) {
      case NOT_FOUND -> "Nothing answers at this address; /openapi.json lists what does.";
      case MALFORMED ->
          "The address or a header cannot be read; check its characters and their encoding.";
      default -> type.explanation();
    };
  }

  /** The status line rules where Jetty answered one that no type of ours has, such as 414. */
  private static ProblemForm withStatus(ProblemForm form, int code) {
    return new ProblemForm(
        form.type(),
        form.title(),
        code,
        form.detail(),
        form.instance(),
        form.errors(),
        form.reasons(),
        form.suggestions(),
        form.recommendedPlan(),
        form.available());
  }
}
