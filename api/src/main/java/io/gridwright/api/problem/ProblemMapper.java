package io.gridwright.api.problem;

import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import jakarta.ws.rs.ext.ExceptionMapper;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.MDC;

/**
 * The one place where failures become answers. The first translation that knows the failure wins;
 * what none knows is ours: logged whole, told as 500 without its words.
 */
public final class ProblemMapper implements ExceptionMapper<Throwable> {
  public static final String MEDIA_TYPE = "application/problem+json";

  /** Key of the request's id in the logging context. */
  public static final String REQUEST = "request";

  private static final Logger LOG = LoggerFactory.getLogger(ProblemMapper.class);

  private final List<Translation> translations;
  @Context private UriInfo uri;

  public ProblemMapper(List<Translation> translations) {
    this.translations = List.copyOf(translations);
  }

  @Override
  public Response toResponse(Throwable failure) {
    if (failure instanceof WebApplicationException web && web.getResponse().getStatus() < 400) {
      return web.getResponse();
    }
    RefusedException refused =
        translations.stream()
            .map(translation -> translation.translate(failure))
            .flatMap(Optional::stream)
            .findFirst()
            .orElseGet(() -> internal(failure));
    if (refused.type() == ProblemType.UNAVAILABLE) {
      LOG.warn("Request {}: {}: {}", MDC.get(REQUEST), refused.getMessage(), failure.toString());
    }
    return answer(refused, failure);
  }

  private static RefusedException internal(Throwable failure) {
    LOG.error("Request {} failed in a way nothing foresaw", MDC.get(REQUEST), failure);
    return RefusedException.because(ProblemType.INTERNAL, ProblemType.INTERNAL.explanation());
  }

  private Response answer(RefusedException refused, Throwable failure) {
    Response.ResponseBuilder answer =
        Response.status(refused.type().status())
            .type(MediaType.valueOf(MEDIA_TYPE))
            .entity(
                ProblemForm.of(
                    refused.type(), refused.problem(), uri.getRequestUri().getRawPath()));
    refused
        .retryAfter()
        .ifPresent(wait -> answer.header(HttpHeaders.RETRY_AFTER, wait.toSeconds()));
    if (refused.type() == ProblemType.UNAUTHENTICATED) {
      answer.header(HttpHeaders.WWW_AUTHENTICATE, "Bearer realm=\"gridwright\"");
    }
    if (failure instanceof WebApplicationException web) {
      Optional.ofNullable(web.getResponse().getHeaderString(HttpHeaders.ALLOW))
          .ifPresent(allowed -> answer.header(HttpHeaders.ALLOW, allowed));
    }
    return answer.build();
  }
}
