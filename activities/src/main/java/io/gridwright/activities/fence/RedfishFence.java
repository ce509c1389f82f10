package io.gridwright.activities.fence;

import io.gridwright.domain.grid.NodeName;
import io.gridwright.proxmox.connection.Trust;
import io.gridwright.proxmox.task.Pause;
import java.net.URI;
import java.net.http.HttpClient;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A node's BMC, which has power of its own and sees that of the node. Where it says {@code Off},
 * nothing runs. Where it says anything else, power is cut, and the proof is that a later reading
 * says {@code Off}: never the answer to the order, which a BMC gives before it obeys, and never the
 * time since. A BMC on the cable of a node that lost its network says nothing, and then nobody
 * knows.
 */
public final class RedfishFence implements Fence {
  private static final Logger LOG = LoggerFactory.getLogger(RedfishFence.class);

  private final Map<NodeName, Bmc> bmcs;
  private final HttpClient http;
  private final Patience patience;
  private final InstantSource clock;
  private final Pause pause;
  private final SilenceLog silence = new SilenceLog(LOG);

  /**
   * How long it waits.
   *
   * @param answer for each answer of a BMC
   * @param off for the node to be off once power was ordered to be cut
   * @param glance between two readings meanwhile
   */
  public record Patience(Duration answer, Duration off, Duration glance) {
    public static final Patience DEFAULT =
        new Patience(Duration.ofSeconds(5), Duration.ofSeconds(10), Duration.ofMillis(500));
  }

  /**
   * @param trust which certificates of BMCs are believed
   */
  public RedfishFence(
      Map<NodeName, Bmc> bmcs, Trust trust, Patience patience, InstantSource clock, Pause pause) {
    this.bmcs = Map.copyOf(bmcs);
    this.patience = patience;
    this.clock = clock;
    this.pause = pause;
    this.http =
        HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1) // a plain BMC stumbles over an upgrade to HTTP/2
            .followRedirects(HttpClient.Redirect.NEVER)
            .proxy(HttpClient.Builder.NO_PROXY)
            .connectTimeout(patience.answer())
            .sslContext(trust.context())
            .build();
  }

  /** For tests: why a proof is missing. */
  Optional<String> latest(NodeName node) {
    return silence.latest(node);
  }

  @Override
  public String name() {
    return "redfish";
  }

  @Override
  public Optional<FenceProof> prove(NodeName node) {
    try {
      FenceProof proof = proof(node);
      silence.told(node, proof);
      return Optional.of(proof);
    } catch (BmcSilentException nothing) {
      silence.cannotTell(node, nothing.getMessage());
    } catch (InterruptedException stopping) {
      Thread.currentThread().interrupt();
    }
    return Optional.empty();
  }

  private FenceProof proof(NodeName node) throws BmcSilentException, InterruptedException {
    if (!bmcs.containsKey(node)) {
      throw new BmcSilentException("no BMC is named for it");
    }
    Bmc bmc = bmcs.get(node);
    RedfishSession session = new RedfishSession(http, bmc, patience.answer());
    URI system = session.system();
    Instant asked = clock.instant();
    PowerReading reading = session.read(system);
    if (!reading.off()) {
      asked = cut(node, session, system, reading);
    }
    return new FenceProof(
        name(), "BMC at %s says PowerState Off at %s".formatted(bmc.url(), asked), asked);
  }

  /** Has power cut, and answers when the reading was asked for that says so. */
  private Instant cut(NodeName node, RedfishSession session, URI system, PowerReading reading)
      throws BmcSilentException, InterruptedException {
    if (reading.reset().isEmpty() || !reading.forceOff()) {
      throw new BmcSilentException(
          "its BMC says PowerState %s and takes no ForceOff".formatted(reading.powerState()));
    }
    LOG.warn(
        "node {} is lost and its BMC says PowerState {}: it is ordered to cut power",
        node.value(),
        reading.powerState());
    Instant ordered = clock.instant();
    String answered = order(session, reading.reset().get());
    PowerReading latest = reading;
    while (clock.instant().isBefore(ordered.plus(patience.off()))) {
      pause.pause(patience.glance());
      Instant asked = clock.instant();
      latest = session.read(system);
      if (latest.off()) {
        return asked;
      }
    }
    throw new BmcSilentException(
        "its BMC still says PowerState %s %d s after it was ordered to cut power (%s)"
            .formatted(latest.powerState(), patience.off().toSeconds(), answered));
  }

  /** An order whose answer was lost, or that another worker gave before, may be obeyed yet. */
  private static String order(RedfishSession session, String target) throws InterruptedException {
    try {
      return "it answered " + session.forceOff(target);
    } catch (BmcSilentException lost) {
      return lost.getMessage();
    }
  }
}
