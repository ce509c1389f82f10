package io.gridwright.emulator.guest.address;

/** An address that a guest has on one of its cards. */
public record CardAddress(Cidr cidr, NetworkCard card) {
  public Ipv4 address() {
    return cidr.address();
  }

  /**
   * The realm in which the address is unique: the internet for a public one, the card's segment for
   * a private one, since tenants may use the same private subnets.
   */
  public String realm() {
    return cidr.address().isPrivate() ? card.segment() : PUBLIC;
  }

  /** The realm of public addresses. */
  public static final String PUBLIC = "public";
}
