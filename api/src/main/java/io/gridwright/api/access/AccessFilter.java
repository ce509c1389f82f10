package io.gridwright.api.access;

import io.gridwright.api.problem.ProblemType;
import io.gridwright.api.problem.RefusedException;
import jakarta.annotation.Priority;
import jakarta.ws.rs.HttpMethod;
import jakarta.ws.rs.Priorities;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerRequestFilter;
import jakarta.ws.rs.container.ResourceInfo;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.SecurityContext;
import java.lang.reflect.Method;
import java.security.Principal;

/**
 * The one mechanism of access: a resource method is {@link Open}, or names the permission it {@link
 * Requires}, or nobody gets in.
 */
@Priority(Priorities.AUTHENTICATION)
public final class AccessFilter implements ContainerRequestFilter {
  private static final String SCHEME = "Bearer ";

  private final Callers callers;
  @Context private ResourceInfo resource;

  public AccessFilter(Callers callers) {
    this.callers = callers;
  }

  @Override
  public void filter(ContainerRequestContext request) {
    Method method = resource.getResourceMethod();
    if (HttpMethod.OPTIONS.equals(request.getMethod()) || method.isAnnotationPresent(Open.class)) {
      return;
    }
    Caller caller = caller(request.getHeaderString(HttpHeaders.AUTHORIZATION));
    Requires requires = method.getAnnotation(Requires.class);
    if (requires == null || !Grants.to(caller.role(), requires.value())) {
      throw RefusedException.because(ProblemType.FORBIDDEN, advice(caller, requires));
    }
    request.setSecurityContext(new Bearer(caller, request.getSecurityContext().isSecure()));
  }

  private static String advice(Caller caller, Requires requires) {
    if (caller.operator()) {
      return "This belongs to customers' accounts; log on as one of an account's users.";
    }
    if (requires == null || requires.value() == Permission.GRID_READ) {
      return "This is for the operators of the grid; log on as one of them.";
    }
    return requires.value().advice();
  }

  private Caller caller(String header) {
    if (header == null || !header.regionMatches(true, 0, SCHEME, 0, SCHEME.length())) {
      throw unauthenticated("Log on and send Authorization: Bearer TOKEN.");
    }
    String token = header.substring(SCHEME.length()).trim();
    return callers
        .holding(TokenHash.of(token))
        .orElseThrow(() -> unauthenticated("The token is unknown or has ended; log on again."));
  }

  private static RefusedException unauthenticated(String detail) {
    return RefusedException.because(ProblemType.UNAUTHENTICATED, detail);
  }

  private record Bearer(Caller caller, boolean isSecure) implements SecurityContext {
    @Override
    public Principal getUserPrincipal() {
      return caller;
    }

    @Override
    public boolean isUserInRole(String role) {
      return caller.role().name().equals(role);
    }

    @Override
    public String getAuthenticationScheme() {
      return "Bearer";
    }
  }
}
