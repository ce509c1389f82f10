package io.gridwright.proxmox.connection;

import io.gridwright.proxmox.error.Classification;
import io.gridwright.proxmox.error.Failure;
import io.gridwright.proxmox.error.ProxmoxException;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;

/**
 * A ticket for a password. It lives for two hours on every node of the cluster; it is renewed with
 * itself after one, and with the password where that is refused.
 */
final class TicketAuthentication implements Authentication {
  private static final Duration RENEW_AFTER = Duration.ofHours(1);

  private record Ticket(String text, String csrf, Instant since) {}

  private final Credentials.Login login;
  private final Exchange exchange;
  private final InstantSource clock;
  private Optional<Ticket> current = Optional.empty();

  TicketAuthentication(Credentials.Login login, Exchange exchange, InstantSource clock) {
    this.login = login;
    this.exchange = exchange;
    this.clock = clock;
  }

  @Override
  public Map<String, String> headers(EntryNode entry, Call.Method method) throws IOException {
    Ticket ticket = valid(entry);
    String cookie = "PVEAuthCookie=" + ticket.text();
    return method.writes()
        ? Map.of("Cookie", cookie, "CSRFPreventionToken", ticket.csrf())
        : Map.of("Cookie", cookie);
  }

  /** A 401 on a ticket may be its age, or the node's clock: one fresh login settles it. */
  @Override
  public synchronized boolean renewed(Map<String, String> refused) {
    boolean stillCurrent =
        current
            .map(ticket -> "PVEAuthCookie=" + ticket.text())
            .filter(cookie -> cookie.equals(refused.get("Cookie")))
            .isPresent();
    if (stillCurrent) {
      current = Optional.empty();
    }
    return true;
  }

  private synchronized Ticket valid(EntryNode entry) throws IOException {
    boolean old =
        current
            .filter(ticket -> ticket.since().plus(RENEW_AFTER).isAfter(clock.instant()))
            .isEmpty();
    if (old) {
      current = Optional.of(renewedOrNew(entry));
    }
    return current.orElseThrow();
  }

  private Ticket renewedOrNew(EntryNode entry) throws IOException {
    if (current.isPresent()) {
      try {
        return request(entry, current.get().text());
      } catch (ProxmoxException.Unauthenticated tooOld) {
        current = Optional.empty();
      }
    }
    return request(entry, login.password());
  }

  private Ticket request(EntryNode entry, String password) throws IOException {
    Call call =
        Call.post("/access/ticket").with("username", login.user()).with("password", password);
    Reply reply = answer(entry, call);
    if (!reply.ok()) {
      throw Classification.of(reply.failure(call), false);
    }
    Fields data = new Fields(reply.document().orElse(null)).child("data");
    if (data.flag("NeedTFA")) {
      throw new ProxmoxException.Unauthenticated(
          Failure.withoutAnswer(
              call.toString(), login + " needs a second factor: use an API token instead"));
    }
    return new Ticket(
        data.required("ticket"), data.required("CSRFPreventionToken"), clock.instant());
  }

  /** However the login was lost, the call that needed it was not sent. */
  private Reply answer(EntryNode entry, Call call) throws NotSentException {
    try {
      return exchange.attempt(entry, call, Map.of());
    } catch (NotSentException e) {
      throw e;
    } catch (IOException e) {
      throw new NotSentException(entry, e);
    }
  }
}
