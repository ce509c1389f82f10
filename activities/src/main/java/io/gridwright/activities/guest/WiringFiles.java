package io.gridwright.activities.guest;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.gridwright.domain.configuration.Component;
import io.gridwright.domain.configuration.ConfigurationDocument;
import io.gridwright.domain.configuration.FirewallEntry;
import io.gridwright.domain.configuration.Link;
import io.gridwright.domain.configuration.LoadBalancing;
import io.gridwright.domain.configuration.PoolMember;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Stream;

/** What a guest is told of the wiring: whom it may call, and where it is called. */
public final class WiringFiles {
  /** Whom it may call. */
  public static final String LINKS = "/etc/gridwright/links.json";

  /** At which ports it is called. */
  public static final String SERVICES = "/etc/gridwright/services.json";

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final int SSH = 22;

  private WiringFiles() {}

  private record Links(List<Entry> links) {}

  private record Entry(String to, String host, int port) {}

  private record Services(SortedSet<Integer> ports) {}

  /** {@code {"links":[{"to":"db","host":"db.shop.internal","port":3306}]}}. */
  public static String links(ConfigurationDocument document, String component, String domain) {
    return json(
        new Links(
            document.links().stream()
                .filter(link -> link.from().equals(component))
                .map(link -> entry(link, document.name(), domain))
                .toList()));
  }

  private static Entry entry(Link link, String configuration, String domain) {
    return new Entry(link.to(), HostsFile.fullName(link.to(), configuration, domain), link.port());
  }

  /** {@code {"ports":[80]}}: every port at which links, pools or the firewall let others call. */
  public static String services(ConfigurationDocument document, String component) {
    SortedSet<Integer> ports = new TreeSet<>();
    document.links().stream()
        .filter(link -> link.to().equals(component))
        .map(Link::port)
        .forEach(ports::add);
    pools(document)
        .filter(member -> member.component().equals(component))
        .map(PoolMember::port)
        .forEach(ports::add);
    document.firewall().stream()
        .filter(entry -> entry.component().equals(component) && entry.port() != SSH)
        .map(FirewallEntry::port)
        .forEach(ports::add);
    return json(new Services(ports));
  }

  private static Stream<PoolMember> pools(ConfigurationDocument document) {
    return document.components().stream()
        .map(Component::loadBalancing)
        .flatMap(Optional::stream)
        .map(LoadBalancing::virtualIps)
        .flatMap(List::stream)
        .flatMap(virtual -> virtual.pool().stream());
  }

  private static String json(Object content) {
    try {
      return JSON.writeValueAsString(content);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a plain record could not be written as JSON", e);
    }
  }
}
