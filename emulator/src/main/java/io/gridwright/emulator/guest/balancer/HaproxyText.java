package io.gridwright.emulator.guest.balancer;

import io.gridwright.emulator.guest.address.Ipv4;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.ToIntFunction;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * An haproxy.cfg made to run on loopback: {@code bind} and {@code server} addresses become loopback
 * ports, files become their places on the host, and what needs root or a system log is left out.
 * Lines keep their numbers, so that HAProxy's messages fit the file that the engine wrote.
 */
final class HaproxyText {
  private static final Pattern BIND = Pattern.compile("(\\s*bind\\s+)(\\S+)(.*)");
  private static final Pattern SERVER = Pattern.compile("(\\s*server\\s+\\S+\\s+)(\\S+)(.*)");
  private static final Pattern FILE =
      Pattern.compile(
          "(\\s(?:crt|ca-file|crl-file|crt-list|-f)\\s+|^\\s*errorfile\\s+\\d+\\s+)(/\\S+)");
  private static final Pattern STATS_SOCKET =
      Pattern.compile("(\\s*stats\\s+socket\\s+)(/\\S+)(.*)");
  private static final Pattern OWNER = Pattern.compile("\\s(?:user|group|uid|gid)\\s+\\S+");
  private static final Set<String> LEFT_OUT =
      Set.of(
          "user",
          "group",
          "uid",
          "gid",
          "chroot",
          "daemon",
          "pidfile",
          "log",
          "ca-base",
          "crt-base",
          "localpeer",
          "nbthread",
          "maxconn");

  private final BalancerNetwork network;
  private final Path socket;
  private final ToIntFunction<Address> internalPort;
  private final List<Address> bound = new ArrayList<>();
  private final StringBuilder output = new StringBuilder();
  private final List<Address> boundInSection = new ArrayList<>();
  private boolean sectionDisabled;
  private String section = "";

  /** What a bind line names; host {@code *} for every address. */
  record Address(String host, int port) {}

  private HaproxyText(BalancerNetwork network, Path socket, ToIntFunction<Address> internalPort) {
    this.network = network;
    this.socket = socket;
    this.internalPort = internalPort;
  }

  /** The rewritten text with what it binds. */
  record Rewritten(String text, List<Address> bound) {}

  /**
   * Rewrites the text.
   *
   * @param socket where the host keeps the stats socket, and beside it others of the configuration
   * @param internalPort gives the loopback port for what a bind names
   */
  static Rewritten rewrite(
      String text, BalancerNetwork network, Path socket, ToIntFunction<Address> internalPort) {
    HaproxyText rewriting = new HaproxyText(network, socket, internalPort);
    text.lines().forEach(line -> rewriting.output.append(rewriting.line(line)).append('\n'));
    rewriting.endSection();
    return new Rewritten(rewriting.output.toString(), List.copyOf(rewriting.bound));
  }

  private String line(String line) {
    String stripped = line.strip();
    String word = stripped.split("\\s+", 2)[0];
    if (!line.isEmpty() && !Character.isWhitespace(line.charAt(0)) && !word.startsWith("#")) {
      endSection();
      section = word;
    }
    sectionDisabled |= stripped.equals("disabled");
    Matcher stats = STATS_SOCKET.matcher(line);
    if (stats.matches()) {
      return stats.group(1) + socket + OWNER.matcher(stats.group(3)).replaceAll("");
    }
    if (section.equals("global") && LEFT_OUT.contains(word)) {
      return "";
    }
    Matcher bind = BIND.matcher(line);
    if (bind.matches() && bind.group(2).startsWith("unix@")) {
      return bind.group(1)
          + "unix@"
          + beside(bind.group(2))
          + OWNER.matcher(bind.group(3)).replaceAll("");
    }
    if (bind.matches()) {
      return bind.group(1) + binds(bind.group(2)) + " accept-proxy" + files(bind.group(3));
    }
    Matcher server = SERVER.matcher(line);
    if (server.matches()) {
      return server.group(1) + target(server.group(2)) + files(server.group(3));
    }
    return files(line);
  }

  /** A disabled section is read by HAProxy, but listens nowhere. */
  private void endSection() {
    if (!sectionDisabled) {
      bound.addAll(boundInSection);
    }
    boundInSection.clear();
    sectionDisabled = false;
  }

  private String binds(String addresses) {
    List<String> loopback = new ArrayList<>();
    for (String text : addresses.split(",")) {
      Optional<Address> address = address(text);
      if (address.isEmpty()) {
        return addresses; // left to HAProxy, which says what is wrong with it
      }
      boundInSection.add(address.get());
      loopback.add("127.0.0.1:" + internalPort.applyAsInt(address.get()));
    }
    return String.join(",", loopback);
  }

  private Path beside(String unix) {
    return socket.resolveSibling(Path.of(unix.substring("unix@".length())).getFileName());
  }

  private String target(String text) {
    Optional<Address> address = address(text);
    return address
        .flatMap(named -> network.resolve(named.host()))
        .map(to -> path(to, address.get().port()))
        .orElse(text);
  }

  private String path(Ipv4 to, int port) {
    InetSocketAddress path = network.path(to, port);
    return path.getAddress().getHostAddress() + ":" + path.getPort();
  }

  static Optional<Address> address(String text) {
    String bare = text.replaceFirst("^ipv4@", "");
    int colon = bare.lastIndexOf(':');
    if (colon < 0 || !bare.substring(colon + 1).matches("\\d{1,5}")) {
      return Optional.empty();
    }
    int port = Integer.parseInt(bare.substring(colon + 1));
    String host = bare.substring(0, colon);
    boolean every = host.isEmpty() || host.equals("*") || host.equals("0.0.0.0");
    return port < 1 || port > 65535
        ? Optional.empty()
        : Optional.of(new Address(every ? "*" : host, port));
  }

  private String files(String rest) {
    return FILE.matcher(rest)
        .replaceAll(
            found -> Matcher.quoteReplacement(found.group(1) + network.locate(found.group(2))));
  }
}
