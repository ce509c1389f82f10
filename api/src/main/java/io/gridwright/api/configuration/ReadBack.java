package io.gridwright.api.configuration;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.gridwright.api.configuration.ComponentForm.AddressForm;
import io.gridwright.domain.configuration.AddressRequest.Visibility;
import io.gridwright.domain.configuration.Component;
import io.gridwright.domain.configuration.ConfigurationDocument;
import io.gridwright.domain.configuration.DraftConfiguration;
import io.gridwright.store.traffic.AddressUse;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Reads a desired document that was made from one that was read: what a GET adds is ignored
 * (CONTRACT section 2), so that a client may read, change one field and send all of it back.
 */
final class ReadBack {
  private static final List<String> OF_CONFIGURATION =
      List.of("id", "state", "version", "createdAt", "deletedAt", "pendingOperation");
  private static final List<String> OF_COMPONENT =
      List.of("state", "createdAt", "runningSince", "allocatedSince", "actions");
  private static final List<String> OF_ADDRESS = List.of("use", "reachableAt");
  private static final List<String> PAUSED = List.of("paused");

  private final ObjectMapper mapper;

  ReadBack(ObjectMapper mapper) {
    this.mapper = mapper;
  }

  /**
   * The draft of a body.
   *
   * @param form the configuration as it is read now
   * @throws JsonProcessingException as Jackson, where the body is of another form
   */
  DraftConfiguration draft(JsonNode body, ConfigurationForm form, ConfigurationDocument document)
      throws JsonProcessingException {
    if (!(body instanceof ObjectNode sent)) {
      return mapper.treeToValue(body, DraftConfiguration.class);
    }
    ObjectNode draft = sent.deepCopy();
    draft.remove(OF_CONFIGURATION);
    if (draft.get("components") instanceof ArrayNode components) {
      for (JsonNode component : components) {
        if (component instanceof ObjectNode node) {
          component(node, form, document);
        }
      }
    }
    return mapper.treeToValue(draft, DraftConfiguration.class);
  }

  /** What is paused is said at an address of its own; a change keeps it. */
  private static void balancing(JsonNode balancer) {
    for (JsonNode virtual : balancer.path("virtualIps")) {
      forget(virtual, PAUSED);
      virtual.path("pool").forEach(member -> forget(member, PAUSED));
    }
  }

  private static void forget(JsonNode node, List<String> fields) {
    if (node instanceof ObjectNode object) {
      object.remove(fields);
    }
  }

  private static void component(
      ObjectNode sent, ConfigurationForm form, ConfigurationDocument document) {
    sent.remove(OF_COMPONENT);
    balancing(sent.path("loadBalancer"));
    if (sent.hasNonNull("memoryPercent")) {
      sent.remove("memoryMiB"); // a GET answers both
    }
    Optional<ComponentForm> read =
        form.components().stream()
            .filter(
                c ->
                    c.id().equals(sent.path("id").asText())
                        || !sent.hasNonNull("id") && c.name().equals(sent.path("name").asText()))
            .findFirst();
    if (read.isPresent() && sent.get("addresses") instanceof ArrayNode addresses) {
      Component ordered = document.component(read.get().name()).orElseThrow();
      sent.set("addresses", requests(addresses, read.get().addresses(), ordered));
    }
  }

  /** Addresses that it holds as those that it asked for; its private one it has anyway. */
  private static ArrayNode requests(ArrayNode sent, List<AddressForm> held, Component ordered) {
    Set<String> named =
        ordered.addresses().stream()
            .flatMap(request -> request.address().stream())
            .collect(java.util.stream.Collectors.toSet());
    ArrayNode requests = sent.arrayNode();
    for (JsonNode entry : sent) {
      Optional<AddressForm> known =
          held.stream()
              .filter(form -> form.address().equals(entry.path("address").asText()))
              .findFirst();
      if (known.map(ReadBack::isAsked).orElseGet(() -> !wasRead(entry))) {
        JsonNode request = entry.deepCopy();
        forget(request, OF_ADDRESS);
        if (known.isPresent() && !named.contains(known.get().address())) {
          ((ObjectNode) request).put("address", "auto");
        }
        requests.add(request);
      }
    }
    return requests;
  }

  private static boolean isAsked(AddressForm held) {
    return held.visibility() == Visibility.PUBLIC
        && held.use().filter(use -> use == AddressUse.REAL).isPresent();
  }

  /** A private one that it does not hold any more: its machine was replaced since the GET. */
  private static boolean wasRead(JsonNode entry) {
    return entry.has("use") && entry.path("visibility").asText().equals(Visibility.PRIVATE.name());
  }
}
