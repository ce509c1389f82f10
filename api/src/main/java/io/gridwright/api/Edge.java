package io.gridwright.api;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.dropwizard.auth.AuthValueFactoryProvider;
import io.dropwizard.core.setup.Environment;
import io.gridwright.api.access.AccessFilter;
import io.gridwright.api.access.Caller;
import io.gridwright.api.access.Callers;
import io.gridwright.api.document.DocumentServlet;
import io.gridwright.api.document.HomeServlet;
import io.gridwright.api.document.TryItServlet;
import io.gridwright.api.problem.ProblemErrorHandler;
import io.gridwright.api.problem.ProblemMapper;
import io.gridwright.api.problem.ProblemPages;
import io.gridwright.api.problem.Translation;
import io.gridwright.api.request.BodyLimitFilter;
import io.gridwright.api.request.LeftClientInterceptor;
import io.gridwright.api.request.RequestIdFilter;
import io.gridwright.api.request.SecurityHeadersFilter;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.Filter;
import jakarta.servlet.Servlet;
import java.util.EnumSet;
import java.util.List;
import org.glassfish.jersey.CommonProperties;
import org.glassfish.jersey.server.ServerProperties;

/** What stands around every resource: ids, headers, limits, access, problems, documents. */
final class Edge {
  private final Environment environment;

  Edge(Environment environment) {
    this.environment = environment;
  }

  void install(Callers callers, List<Translation> translations) {
    ObjectMapper mapper = environment.getObjectMapper();
    var jersey = environment.jersey();
    jersey.setUrlPattern("/api/v1/*");
    // Jersey would keep back the first 8 KiB of an answer, and with it events and their headers.
    jersey.property(CommonProperties.OUTBOUND_CONTENT_LENGTH_BUFFER, 0);
    jersey.property(ServerProperties.WADL_FEATURE_DISABLE, true);
    // Jersey's buffer ignores flush until it is full, and would hold back events; Jetty has its
    // own.
    jersey.property(ServerProperties.OUTBOUND_CONTENT_LENGTH_BUFFER, 0);
    jersey.property(ServerProperties.LOCATION_HEADER_RELATIVE_URI_RESOLUTION_DISABLED, true);
    jersey.register(new ProblemMapper(translations));
    jersey.register(new BodyLimitFilter());
    jersey.register(new LeftClientInterceptor());
    jersey.register(new AccessFilter(callers));
    jersey.register(new AuthValueFactoryProvider.Binder<>(Caller.class));
    filter("request-id", new RequestIdFilter());
    filter("security-headers", new SecurityHeadersFilter());
    servlet("problems", new ProblemPages(), "/problems/*");
    servlet("openapi", new DocumentServlet(), "/openapi.json");
    servlet("docs", new TryItServlet(), "/docs/*");
    servlet("home", new HomeServlet(), "");
    environment.getApplicationContext().setErrorHandler(new ProblemErrorHandler(mapper));
    environment
        .lifecycle()
        .addServerLifecycleListener(
            server -> server.setErrorHandler(new ProblemErrorHandler(mapper)));
  }

  private void filter(String name, Filter filter) {
    environment
        .servlets()
        .addFilter(name, filter)
        .addMappingForUrlPatterns(EnumSet.of(DispatcherType.REQUEST), false, "/*");
  }

  private void servlet(String name, Servlet servlet, String pattern) {
    environment.servlets().addServlet(name, servlet).addMapping(pattern);
  }
}
