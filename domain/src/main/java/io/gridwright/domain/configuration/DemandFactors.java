package io.gridwright.domain.configuration;

/**
 * The published numbers of effective demand (F22, F78), all in thousandths, so that the arithmetic
 * stays exact. They raise what placement reserves on a node; bills and quotas follow the sizes as
 * ordered.
 *
 * @param heavyVcpus on vCPUs where the traffic is HEAVY
 * @param heavyBandwidth on the bandwidth asked for where the traffic is HEAVY
 * @param compressedVcpus on vCPUs where data is compressed
 * @param compressedMemory on memory where data is compressed: buffers and dictionaries
 * @param packetOverhead on rate times size: headers, acknowledgements, retransmission
 */
public record DemandFactors(
    int heavyVcpus,
    int heavyBandwidth,
    int compressedVcpus,
    int compressedMemory,
    int packetOverhead) {

  /** One and a half for heavy traffic; a quarter of CPU, an eighth of memory for compression. */
  public static final DemandFactors PUBLISHED = new DemandFactors(1500, 1500, 1250, 1125, 1200);

  /** No factor: 1000 of 1000. */
  static final int NEUTRAL = 1000;
}
