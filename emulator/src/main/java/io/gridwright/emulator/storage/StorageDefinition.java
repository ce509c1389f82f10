package io.gridwright.emulator.storage;

import java.util.Set;

/**
 * A storage of the cluster.
 *
 * @param type {@code dir} or {@code nfs}
 * @param shared one content for all nodes, or one per node
 * @param content what may lie on it
 * @param total bytes
 */
public record StorageDefinition(
    String id, String type, boolean shared, Set<String> content, long total) {}
