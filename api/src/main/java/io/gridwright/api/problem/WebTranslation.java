package io.gridwright.api.problem;

import com.fasterxml.jackson.core.JsonProcessingException;
import jakarta.ws.rs.NotAllowedException;
import jakarta.ws.rs.NotFoundException;
import jakarta.ws.rs.WebApplicationException;
import java.io.EOFException;
import java.util.Optional;
import org.glassfish.jersey.message.internal.HeaderValueException;
import org.glassfish.jersey.server.ParamException;

/** What Jersey and Jackson themselves refuse. */
public final class WebTranslation implements Translation {
  @Override
  public Optional<RefusedException> translate(Throwable failure) {
    if (failure instanceof RefusedException refused) {
      return Optional.of(refused);
    }
    if (failure instanceof JsonProcessingException json) {
      return Optional.of(JsonFault.refusal(json));
    }
    if (failure instanceof EOFException) {
      return Optional.of(
          RefusedException.malformed(
              "", "The body ended early; send it whole, as it is declared."));
    }
    if (failure instanceof ParamException.PathParamException) {
      return Optional.of(unknownAddress());
    }
    if (failure instanceof ParamException parameter) {
      return Optional.of(
          RefusedException.malformed(
              parameter.getParameterName(),
              "The parameter " + parameter.getParameterName() + " cannot be read; correct it."));
    }
    return failure instanceof WebApplicationException web
        ? Optional.of(ofStatus(web))
        : Optional.empty();
  }

  private static RefusedException ofStatus(WebApplicationException web) {
    if (web.getCause() instanceof JsonProcessingException json) {
      return JsonFault.refusal(json);
    }
    if (web.getCause() instanceof HeaderValueException) {
      return RefusedException.malformed(
          "",
          "A header such as Accept or Content-Type cannot be read; write it like a media type.");
    }
    if (web instanceof NotFoundException) {
      return unknownAddress();
    }
    ProblemType type = ProblemType.ofStatus(web.getResponse().getStatus());
    String allowed =
        web instanceof NotAllowedException
            ? " Allowed: " + web.getResponse().getHeaderString("Allow") + "."
            : "";
    return RefusedException.because(type, type.explanation() + allowed);
  }

  private static RefusedException unknownAddress() {
    return RefusedException.because(
        ProblemType.NOT_FOUND, "Nothing answers at this address; /openapi.json lists what does.");
  }
}
