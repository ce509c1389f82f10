package io.gridwright.api.event;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.dropwizard.auth.Auth;
import io.gridwright.api.access.Caller;
import io.gridwright.api.access.Callers;
import io.gridwright.api.access.Permission;
import io.gridwright.api.access.Requires;
import io.gridwright.api.event.EventFeed.StreamedEvent;
import io.gridwright.api.problem.ProblemType;
import io.gridwright.api.problem.RefusedException;
import io.gridwright.api.problem.Refuses;
import io.gridwright.api.request.PathId;
import io.gridwright.domain.configuration.ConfigurationId;
import io.gridwright.store.configuration.Configurations;
import io.gridwright.store.event.EventLog;
import io.gridwright.store.event.EventRow;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.HttpMethod;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Request;
import jakarta.ws.rs.core.Response;
import java.io.UncheckedIOException;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;

/** {@code /configurations/{id}/events}: what happens to a configuration, as it happens. */
@Path("/configurations/{id}/events")
@Tag(name = "Configurations")
public final class EventsResource {
  private static final int PAGE = 200;
  private static final Pattern NUMBER = Pattern.compile("\\d{1,18}");

  private final Configurations configurations;
  private final EventLog events;
  private final Callers callers;
  private final StreamPlaces places;
  private final InstantSource clock;
  private final ObjectMapper mapper;

  public EventsResource(
      Configurations configurations,
      EventLog events,
      Callers callers,
      StreamPlaces places,
      InstantSource clock,
      ObjectMapper mapper) {
    this.configurations = configurations;
    this.events = events;
    this.callers = callers;
    this.places = places;
    this.clock = clock;
    this.mapper = mapper;
  }

  @GET
  @Produces(MediaType.SERVER_SENT_EVENTS)
  @Requires(Permission.CONFIGURATION_READ)
  @Operation(
      summary = "Live events",
      description =
          "A stream of what happens to the configuration. It begins behind Last-Event-ID, without"
              + " it with the first event that is kept. A comment is sent when nothing happens;"
              + " the stream ends after a while, and with the session; a client comes back with the id of"
              + " the last event it has seen.")
  @ApiResponse(
      responseCode = "200",
      description = "Events operation, component, meter, usage, notification",
      content =
          @Content(
              mediaType = MediaType.SERVER_SENT_EVENTS,
              schema = @Schema(implementation = String.class)))
  @Refuses({ProblemType.MALFORMED, ProblemType.RATE_LIMITED})
  public Response followConfiguration(
      @Parameter(hidden = true) @Auth Caller caller,
      @PathParam("id") String id,
      @HeaderParam("Last-Event-ID") String lastEventId,
      @Context Request request) {
    ConfigurationId configuration = PathId.of(id, "configuration", ConfigurationId::new);
    if (configurations.find(caller.tenant(), configuration).isEmpty()) {
      throw RefusedException.notFound("configuration");
    }
    long after = after(lastEventId);
    Response.ResponseBuilder answer =
        Response.ok()
            .type(MediaType.SERVER_SENT_EVENTS_TYPE)
            .header("Cache-Control", "no-store")
            .header("X-Accel-Buffering", "no");
    if (request.getMethod().equals(HttpMethod.HEAD)) {
      return answer.build();
    }
    places.take(caller.tenant());
    return answer
        .entity(new EventStream(feed(configuration, caller), after, places, caller.tenant(), clock))
        .build();
  }

  private EventFeed feed(ConfigurationId configuration, Caller caller) {
    return new EventFeed() {
      @Override
      public List<StreamedEvent> after(long number) {
        return events.after(configuration, number, PAGE).stream()
            .map(EventsResource.this::streamed)
            .toList();
      }

      @Override
      public boolean mayBeRead() {
        return callers.holding(caller.session()).isPresent();
      }
    };
  }

  private static long after(String lastEventId) {
    if (lastEventId == null || lastEventId.isEmpty()) {
      return 0;
    }
    if (!NUMBER.matcher(lastEventId).matches()) {
      throw RefusedException.malformed(
          "Last-Event-ID", "Last-Event-ID must be the id of an event of this stream.");
    }
    return Long.parseLong(lastEventId);
  }

  private StreamedEvent streamed(EventRow row) {
    Map<String, Object> told = new LinkedHashMap<>(row.payload());
    told.put("at", row.at());
    try {
      return new StreamedEvent(
          row.number(),
          row.kind().name().toLowerCase(Locale.ROOT),
          mapper.writeValueAsString(told));
    } catch (JsonProcessingException e) {
      throw new UncheckedIOException("event " + row.number() + " cannot be written", e);
    }
  }
}
