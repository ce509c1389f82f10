package io.gridwright.proxmox.connection;

import com.fasterxml.jackson.databind.JsonNode;
import io.gridwright.proxmox.error.Classification;
import io.gridwright.proxmox.error.Failure;
import io.gridwright.proxmox.error.ProxmoxException;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The API over HTTP, by several entry nodes.
 *
 * <p>What is tried again, and where:
 *
 * <ul>
 *   <li>nothing was sent (no connection): any call, at each other entry node, once;
 *   <li>595, the server could not connect to the node of the path: any call, by one other entry
 *       node, since only the way there may be cut;
 *   <li>596 to 599, or a connection that broke: a read only, once, elsewhere. Not after a time-out:
 *       whatever was slow would be asked twice;
 *   <li>401 with a ticket: any call, once, after a fresh login; the check precedes every effect.
 * </ul>
 */
public final class HttpApi implements Api {
  private static final Logger LOG = LoggerFactory.getLogger(HttpApi.class);

  private final List<EntryNode> entries;
  private final Exchange exchange;
  private final Authentication authentication;
  private final AtomicInteger preferred = new AtomicInteger();

  public HttpApi(
      List<EntryNode> entries,
      Credentials credentials,
      Trust trust,
      Timeouts timeouts,
      InstantSource clock) {
    if (entries.isEmpty()) {
      throw new IllegalArgumentException("no entry node given: nowhere to send calls to");
    }
    this.entries = List.copyOf(entries);
    this.exchange = new Exchange(trust, timeouts);
    this.authentication =
        credentials instanceof Credentials.ApiToken token
            ? new TokenAuthentication(token)
            : new TicketAuthentication((Credentials.Login) credentials, exchange, clock);
  }

  private HttpApi(HttpApi whole, EntryNode only) {
    this.entries = List.of(only);
    this.exchange = whole.exchange;
    this.authentication = whole.authentication;
  }

  @Override
  public List<EntryNode> entryNodes() {
    return entries;
  }

  @Override
  public Api through(EntryNode entry) {
    if (!entries.contains(entry)) {
      throw new IllegalArgumentException(entry + " is none of the entry nodes " + entries);
    }
    return new HttpApi(this, entry);
  }

  @Override
  public void close() {
    exchange.close();
  }

  @Override
  public Answer send(Call call) {
    Journey journey = new Journey(call);
    int first = preferred.get();
    for (int step = 0; step < entries.size(); step++) {
      Optional<Answer> answer = journey.askAt(Math.floorMod(first + step, entries.size()));
      if (answer.isPresent()) {
        return answer.get();
      }
    }
    throw journey.failed();
  }

  /** One call on its way from entry node to entry node. */
  private final class Journey {
    private final Call call;
    private final List<IOException> notSent = new ArrayList<>();
    private Optional<ProxmoxException> lastFailure = Optional.empty();

    Journey(Call call) {
      this.call = call;
    }

    /**
     * The answer; empty if another entry node may be asked; a failure if that would not be safe.
     */
    Optional<Answer> askAt(int index) {
      EntryNode entry = entries.get(index);
      try {
        Reply reply = authenticated(entry);
        if (reply.ok()) {
          return Optional.of(answer(entry, reply));
        }
        giveUpOrGoOn(Classification.of(reply.failure(call), call.method().writes()));
      } catch (NotSentException e) {
        leave(index, e);
        notSent.add(e);
      } catch (IOException e) {
        if (e instanceof InterruptedIOException) {
          leave(index, e);
        }
        giveUpOrGoOn(lost(entry, e));
        if (entries.size() == 1) {
          // Most likely a pooled connection that the server had closed: there is no other way in.
          return askAt(index);
        }
      }
      return Optional.empty();
    }

    private Reply authenticated(EntryNode entry) throws IOException {
      Map<String, String> headers = authentication.headers(entry, call.method());
      Reply reply = exchange.attempt(entry, call, headers);
      LOG.debug("{} by {}: {} {}", call, entry, reply.status(), reply.reason());
      if (reply.status() == 401 && authentication.renewed(headers)) {
        return exchange.attempt(entry, call, authentication.headers(entry, call.method()));
      }
      return reply;
    }

    private Answer answer(EntryNode entry, Reply reply) {
      JsonNode document =
          reply
              .document()
              .orElseThrow(
                  () ->
                      new ProxmoxException.AnswerLost(
                          Failure.withoutAnswer(
                              call.toString(), "answered 200 with something that is not JSON"),
                          call.method().writes()));
      Fields fields = new Fields(document);
      return new Answer(fields.child("data"), fields.number("total"), entry);
    }

    private void giveUpOrGoOn(ProxmoxException failure) {
      boolean goOn = lastFailure.isEmpty() && worthAnotherEntry(failure);
      if (!goOn) {
        throw failure;
      }
      lastFailure = Optional.of(failure);
    }

    private boolean worthAnotherEntry(ProxmoxException failure) {
      if (failure instanceof ProxmoxException.NodeUnreachable) {
        return true;
      }
      return failure instanceof ProxmoxException.AnswerLost
          && call.repeatable()
          && !failure.failure().text().contains("timed out");
    }

    private ProxmoxException lost(EntryNode entry, IOException e) {
      String what =
          e instanceof InterruptedIOException
              ? "timed out: no answer from " + entry
              : "connection with " + entry + " broke";
      return new ProxmoxException.AnswerLost(
          Failure.withoutAnswer(call.toString(), what + " (" + e.getMessage() + ")"),
          call.method().writes(),
          e);
    }

    private void leave(int index, IOException e) {
      if (entries.size() > 1 && preferred.compareAndSet(index, (index + 1) % entries.size())) {
        LOG.warn("entry node {} left for the next one: {}", entries.get(index), e.getMessage());
      }
    }

    ProxmoxException failed() {
      return lastFailure.orElseGet(
          () ->
              new ProxmoxException.NoEntryNode(
                  Failure.withoutAnswer(call.toString(), "no entry node took the call " + entries),
                  notSent));
    }
  }
}
