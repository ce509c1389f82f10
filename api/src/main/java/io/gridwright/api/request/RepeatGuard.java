package io.gridwright.api.request;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import io.gridwright.api.problem.RefusedException;
import io.gridwright.store.account.IdempotentRequest;
import jakarta.ws.rs.container.ContainerRequestContext;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Recognises a repeated POST (CONTRACT section 2). Its scope is who, method and path; the body is
 * compared as JSON, so that neither white space nor the order of fields makes it another request.
 */
public final class RepeatGuard {
  public static final String HEADER = "Idempotency-Key";

  private static final Pattern KEY = Pattern.compile("[\\x21-\\x7e]{1,255}");
  private static final byte[] NOTHING = {};

  private final ObjectMapper canonical;
  private final SecretBodies secrets;

  /** Stands for a body that holds a password: a quick hash of it would give that away. */
  @FunctionalInterface
  public interface SecretBodies {
    byte[] condensed(byte[] body, byte[] salt);
  }

  public RepeatGuard(ObjectMapper mapper, SecretBodies secrets) {
    this.canonical = mapper.copy().enable(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS);
    this.secrets = secrets;
  }

  /** The mark of this request, if its sender asked for it to have one. */
  public Optional<IdempotentRequest> of(ContainerRequestContext request, String who) {
    return key(request)
        .map(
            key ->
                new IdempotentRequest(who, request.getMethod(), path(request), key, body(request)));
  }

  /** The same of a sender who is not logged on yet, and whose body holds a password. */
  public Optional<IdempotentRequest> ofStranger(ContainerRequestContext request, String login) {
    return key(request)
        .map(
            key ->
                new IdempotentRequest(
                    "login " + login,
                    request.getMethod(),
                    path(request),
                    key,
                    secrets.condensed(body(request), salt(path(request), key))));
  }

  private static String path(ContainerRequestContext request) {
    return request.getUriInfo().getRequestUri().getPath();
  }

  private static Optional<String> key(ContainerRequestContext request) {
    String key = request.getHeaderString(HEADER);
    if (key == null) {
      return Optional.empty();
    }
    if (!KEY.matcher(key).matches()) {
      throw RefusedException.malformed(
          HEADER, HEADER + " must be 1 to 255 visible ASCII characters; a UUID does well.");
    }
    return Optional.of(key);
  }

  private static byte[] salt(String path, String key) {
    return ("repeat of " + path + " " + key).getBytes(StandardCharsets.UTF_8);
  }

  private byte[] body(ContainerRequestContext request) {
    if (!(request.getProperty(BodyLimitFilter.BODY) instanceof byte[] body) || body.length == 0) {
      return NOTHING;
    }
    try {
      return canonical.writeValueAsBytes(canonical.readValue(body, Object.class));
    } catch (JsonProcessingException notJson) {
      return body; // compared as it came; reading it will refuse it anyway
    } catch (IOException impossible) {
      throw new UncheckedIOException("bytes at hand cannot fail to be read", impossible);
    }
  }
}
