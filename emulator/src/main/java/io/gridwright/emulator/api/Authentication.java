package io.gridwright.emulator.api;

import io.gridwright.emulator.access.AccessControl;
import io.gridwright.emulator.access.Caller;
import io.gridwright.emulator.wire.WireRequest;
import java.util.Arrays;
import java.util.Optional;

/** Finds out who calls: by ticket, in a cookie or a header, or by API token; a cookie wins. */
final class Authentication {
  private final AccessControl access;

  Authentication(AccessControl access) {
    this.access = access;
  }

  /**
   * The caller.
   *
   * @throws ApiException 401, to be answered without a body after a delay
   */
  Caller of(WireRequest request) {
    Optional<String> authorization = request.header("authorization");
    Optional<String> ticket =
        cookie(request)
            .or(
                () ->
                    authorization
                        .filter(a -> a.startsWith("PVEAuthCookie="))
                        .map(a -> a.substring(14)));
    if (ticket.isPresent()) {
      return byTicket(request, RequestBody.decode(ticket.get().replace("+", "%2B")));
    }
    return authorization
        .filter(a -> a.startsWith("PVEAPIToken"))
        .map(a -> a.substring("PVEAPIToken".length() + 1))
        .map(token -> access.byToken(token).orElseThrow(Authentication::failed))
        .orElseThrow(() -> ApiException.status(401, "No ticket"));
  }

  /** Whether it is an API token that speaks; a cookie beside it would win. */
  static boolean byToken(WireRequest request) {
    return cookie(request).isEmpty()
        && request.header("authorization").filter(a -> a.startsWith("PVEAPIToken")).isPresent();
  }

  private static ApiException failed() {
    return ApiException.status(401, "Authentication failed!");
  }

  private static Optional<String> cookie(WireRequest request) {
    return request
        .header("cookie")
        .flatMap(
            header ->
                Arrays.stream(header.split(";"))
                    .map(String::strip)
                    .filter(pair -> pair.startsWith("PVEAuthCookie="))
                    .map(pair -> pair.substring(14))
                    .findFirst());
  }

  private Caller byTicket(WireRequest request, String ticket) {
    Caller caller = access.byTicket(ticket).orElseThrow(Authentication::failed);
    boolean good =
        request.method().equals("GET")
            || request
                .header("csrfpreventiontoken")
                .filter(token -> access.tickets().csrfGood(token, caller.user()))
                .isPresent();
    if (!good) {
      throw ApiException.status(401, "Permission denied - invalid csrf token");
    }
    return caller;
  }
}
