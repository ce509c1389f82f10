package io.gridwright.emulator.access;

/**
 * An entry of the access control list.
 *
 * @param type {@code user} or {@code token}
 * @param subject {@code name@realm} or {@code name@realm!token}
 * @param propagate whether it holds below the path too
 */
public record AclEntry(String path, String type, String subject, String role, boolean propagate) {}
