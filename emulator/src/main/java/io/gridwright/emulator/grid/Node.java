package io.gridwright.emulator.grid;

import com.fasterxml.jackson.annotation.JsonAutoDetect;
import java.time.Instant;

/**
 * A node: its power and cable, and what the others believe of it. The cluster's monitor guards it.
 */
@JsonAutoDetect(
    fieldVisibility = JsonAutoDetect.Visibility.ANY,
    getterVisibility = JsonAutoDetect.Visibility.NONE,
    isGetterVisibility = JsonAutoDetect.Visibility.NONE)
public final class Node {
  private String name;
  private int number;
  private NodePower power = NodePower.ON;
  private NodeNetwork network = NodeNetwork.CONNECTED;
  private long bootedAtMillis;
  private transient boolean member = true;
  private transient boolean booting;
  private transient Instant lastMember = Instant.EPOCH;

  @SuppressWarnings("unused") // for Jackson
  private Node() {}

  Node(String name, int number, Instant bootedAt) {
    this.name = name;
    this.number = number;
    this.bootedAtMillis = bootedAt.toEpochMilli();
  }

  public String name() {
    return name;
  }

  /** 1 to N. */
  public int number() {
    return number;
  }

  public NodePower power() {
    return power;
  }

  public NodeNetwork network() {
    return network;
  }

  public Instant bootedAt() {
    return Instant.ofEpochMilli(bootedAtMillis);
  }

  /** Whether its operating system runs: it has power and has booted. */
  public boolean up() {
    return power == NodePower.ON && !booting;
  }

  /** Whether a packet from another connected node arrives and is answered. */
  public boolean reachable() {
    return up() && network == NodeNetwork.CONNECTED;
  }

  /** Whether the other nodes count it as a member: follows reality by some seconds. */
  public boolean member() {
    return member;
  }

  /** When the other nodes last counted it as a member. */
  public Instant lastMember() {
    return lastMember;
  }

  void power(NodePower state, boolean stillBooting) {
    power = state;
    booting = stillBooting;
  }

  void network(NodeNetwork state) {
    network = state;
  }

  void booted(Instant now) {
    booting = false;
    bootedAtMillis = now.toEpochMilli();
  }

  void member(boolean counted, Instant now) {
    member = counted;
    if (counted) {
      lastMember = now;
    }
  }
}
