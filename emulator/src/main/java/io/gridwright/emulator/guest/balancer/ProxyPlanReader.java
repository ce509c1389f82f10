package io.gridwright.emulator.guest.balancer;

import io.gridwright.emulator.guest.balancer.HaproxyText.Address;
import io.gridwright.emulator.guest.balancer.ProxyPlan.Backend;
import io.gridwright.emulator.guest.balancer.ProxyPlan.Balance;
import io.gridwright.emulator.guest.balancer.ProxyPlan.Frontend;
import io.gridwright.emulator.guest.balancer.ProxyPlan.Route;
import io.gridwright.emulator.guest.balancer.ProxyPlan.Server;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Reads the part of HAProxy's language that the engine writes; what else stands there is passed.
 */
final class ProxyPlanReader {
  private static final Set<String> SECTIONS = Set.of("global", "defaults", "frontend", "backend");
  private static final Map<String, Balance> BALANCES =
      Map.of(
          "roundrobin", Balance.ROUND_ROBIN,
          "static-rr", Balance.ROUND_ROBIN,
          "leastconn", Balance.LEAST_CONNECTIONS,
          "source", Balance.SOURCE);

  private final List<Frontend> frontends = new ArrayList<>();
  private final Map<String, Backend> backends = new LinkedHashMap<>();
  private final List<String> faults = new ArrayList<>();
  private final Map<String, Integer> wanted = new LinkedHashMap<>();
  private Section section = new Section("", "");
  private int line;

  /** What one section has said so far. */
  private static final class Section {
    final String kind;
    final String name;
    final List<Address> binds = new ArrayList<>();
    final Map<String, Set<String>> hosts = new HashMap<>();
    final List<Route> routes = new ArrayList<>();
    final List<Server> servers = new ArrayList<>();
    String defaultBackend = "";
    boolean disabled;
    Balance balance = Balance.ROUND_ROBIN;
    Optional<String> cookie = Optional.empty();
    boolean stick;
    Optional<String> checkPath = Optional.empty();

    Section(String kind, String name) {
      this.kind = kind;
      this.name = name;
    }
  }

  private ProxyPlanReader() {}

  static ProxyPlan read(String text) {
    ProxyPlanReader reader = new ProxyPlanReader();
    text.lines().forEach(reader::line);
    reader.endSection();
    reader.wanted.forEach(
        (backend, at) -> {
          if (!reader.backends.containsKey(backend)) {
            reader.fault(at, "unable to find required default_backend: '" + backend + "'.");
          }
        });
    return new ProxyPlan(reader.frontends, reader.backends, List.copyOf(reader.faults));
  }

  private void line(String raw) {
    line++;
    String text = raw.replaceFirst("(^|\\s)#.*", "").strip();
    if (text.isEmpty()) {
      return;
    }
    List<String> words = Arrays.asList(text.split("\\s+"));
    if (!Character.isWhitespace(raw.charAt(0))) {
      begin(words);
    } else if (section.kind.equals("frontend")) {
      frontend(words);
    } else if (section.kind.equals("backend")) {
      backend(words);
    }
  }

  private void begin(List<String> words) {
    endSection();
    if (!SECTIONS.contains(words.get(0))) {
      fault("unknown keyword '" + words.get(0) + "' out of section.");
    }
    section = new Section(words.get(0), words.size() > 1 ? words.get(1) : "");
  }

  private void endSection() {
    if (section.kind.equals("frontend") && !section.disabled) {
      frontends.add(
          new Frontend(
              section.name,
              List.copyOf(section.binds),
              List.copyOf(section.routes),
              section.defaultBackend));
    } else if (section.kind.equals("backend")) {
      backends.put(
          section.name,
          new Backend(
              section.name,
              section.balance,
              section.cookie,
              section.stick,
              section.checkPath,
              List.copyOf(section.servers)));
    }
  }

  private void frontend(List<String> words) {
    switch (words.get(0)) {
      case "bind" -> bind(words);
      case "disabled" -> section.disabled = true;
      case "acl" -> acl(words);
      case "default_backend" -> {
        section.defaultBackend = word(words, 1);
        wanted.put(section.defaultBackend, line);
      }
      case "use_backend" -> {
        wanted.put(word(words, 1), line);
        section.routes.add(
            new Route(section.hosts.getOrDefault(word(words, 3), Set.of()), word(words, 1)));
      }
      default -> {}
    }
  }

  private void bind(List<String> words) {
    for (String text : word(words, 1).split(",")) {
      if (text.startsWith("unix@")) {
        continue; // of this guest alone; no caller reaches it
      }
      HaproxyText.address(text)
          .ifPresentOrElse(
              section.binds::add,
              () -> fault("'bind' : missing port number or invalid address: '" + text + "'"));
    }
  }

  private void acl(List<String> words) {
    if (word(words, 2).startsWith("hdr(host)")) {
      section.hosts.put(
          word(words, 1),
          words.stream()
              .skip(3)
              .filter(word -> !word.startsWith("-"))
              .map(word -> word.toLowerCase(Locale.ROOT))
              .collect(Collectors.toSet()));
    }
  }

  private void backend(List<String> words) {
    switch (words.get(0)) {
      case "balance" -> {
        Optional<Balance> balance = Optional.ofNullable(BALANCES.get(word(words, 1)));
        balance.ifPresentOrElse(
            known -> section.balance = known,
            () -> fault("balance only supports " + BALANCES.keySet() + " options."));
      }
      case "cookie" -> section.cookie = Optional.of(word(words, 1));
      case "stick" -> section.stick = word(words, 1).equals("on") && word(words, 2).equals("src");
      case "option" -> {
        if (word(words, 1).equals("httpchk")) {
          String last = words.get(words.size() - 1);
          section.checkPath = Optional.of(last.startsWith("/") ? last : "/");
        }
      }
      case "http-check" -> {
        int uri = words.indexOf("uri");
        if (uri > 0) {
          section.checkPath = Optional.of(word(words, uri + 1));
        }
      }
      case "server" -> server(words);
      default -> {}
    }
  }

  private void server(List<String> words) {
    Optional<Address> address = HaproxyText.address(word(words, 2));
    if (address.isEmpty()) {
      fault("'server " + word(words, 1) + "' : invalid address: '" + word(words, 2) + "'");
      return;
    }
    section.servers.add(
        new Server(
            word(words, 1),
            address.get(),
            words.contains("check"),
            after(words, "inter").map(this::time).orElse(Duration.ofSeconds(2)),
            after(words, "rise").map(this::count).orElse(2),
            after(words, "fall").map(this::count).orElse(3),
            after(words, "cookie"),
            words.contains("disabled")));
  }

  private Duration time(String text) {
    if (text.matches("\\d{1,9}(ms)?")) {
      return Duration.ofMillis(Long.parseLong(text.replace("ms", "")));
    }
    if (text.matches("\\d{1,6}s")) {
      return Duration.ofSeconds(Long.parseLong(text.replace("s", "")));
    }
    fault("unexpected time value '" + text + "'");
    return Duration.ofSeconds(2);
  }

  private int count(String text) {
    if (text.matches("[1-9]\\d{0,3}")) {
      return Integer.parseInt(text);
    }
    fault("invalid count '" + text + "'");
    return 1;
  }

  private static Optional<String> after(List<String> words, String keyword) {
    int at = words.lastIndexOf(keyword);
    return at > 2 && at + 1 < words.size() ? Optional.of(words.get(at + 1)) : Optional.empty();
  }

  private static String word(List<String> words, int index) {
    return index < words.size() ? words.get(index) : "";
  }

  private void fault(String text) {
    fault(line, text);
  }

  private void fault(int at, String text) {
    faults.add(
        "[ALERT] config : parsing [" + Balancer.CONFIGURATION_FILE + ":" + at + "] : " + text);
  }
}
