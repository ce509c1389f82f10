package io.gridwright.api.problem;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** The kinds of problem that this door answers (CONTRACT section 2), each with its page. */
public enum ProblemType {
  MALFORMED(
      400,
      "The request cannot be read",
      "The body is not JSON, a field is unknown or has the wrong JSON type, or a header or a query"
          + " parameter cannot be understood. The field in question is named under errors."),
  UNAUTHENTICATED(
      401,
      "Nobody is logged on",
      "Send Authorization: Bearer TOKEN with the token that POST /api/v1/sessions answered. A token"
          + " ends when its session is closed, and at the expiresAt that came with it."),
  PAYMENT_DECLINED(
      402,
      "The payment was declined",
      "The card was refused by its issuer, so nothing was bought. Give another payment method and"
          + " try again."),
  FORBIDDEN(
      403,
      "Your role does not permit this",
      "The action needs a permission that your role lacks. The owner of the account grants it."),
  ACCOUNT_RESTRICTED(
      403,
      "The account is restricted",
      "The account is past its cut-off or has unpaid charges. Deleting, changing the plan and paying"
          + " stay possible; paying what is due lifts the restriction."),
  NOT_FOUND(
      404,
      "There is no such thing",
      "Nothing of that id belongs to your account. Ids are never reused: look it up in its list."),
  METHOD_NOT_ALLOWED(
      405, "That cannot be done here", "The Allow header names the methods this address answers."),
  NOT_ACCEPTABLE(
      406,
      "No such representation",
      "This address answers application/json, event streams text/event-stream. Accept it."),
  CONFLICT(
      409,
      "It contradicts what is there",
      "A name or a pair of address and port is in use, or the state does not allow the change. The"
          + " detail names both sides."),
  OVER_ALLOTMENT(
      409,
      "More than the plan grants",
      "What is held already and what was asked for pass a ceiling of your plans. Ask for at most"
          + " what is available, delete something, or take the recommended plan."),
  INTERRUPTION_NOT_ALLOWED(
      409,
      "The change would interrupt a server",
      "It can only be made with a restart. Send allowInterruption true to permit that."),
  NO_CAPACITY(
      409,
      "No node carries it",
      "The grid has no node with what a component needs. Reasons count the nodes that each rule"
          + " excluded and how near they came; suggestions say what would fit."),
  PRECONDITION_FAILED(
      412,
      "It changed meanwhile",
      "If-Match names an older version. Read it again, apply your change to what it is now, and send"
          + " its new ETag."),
  TOO_LARGE(413, "The body is too large", "A body may have at most 256 KiB."),
  UNSUPPORTED_MEDIA_TYPE(
      415, "Not a body this address reads", "Send Content-Type: application/json."),
  VALIDATION(
      422,
      "Some fields are not valid",
      "Each faulty field is listed under errors with its JSON pointer and a sentence."),
  IDEMPOTENCY_KEY_REUSED(
      422,
      "The Idempotency-Key was used for another request",
      "A key stands for one request for 24 hours. Use a new key for a new request."),
  PRECONDITION_REQUIRED(
      428,
      "If-Match is missing",
      "Read the configuration and send its ETag as If-Match, so that nobody's change is lost."),
  RATE_LIMITED(
      429, "Too much at once", "Wait as long as Retry-After says (seconds), then try again."),
  HEADERS_TOO_LARGE(431, "The headers are too large", "Send fewer or shorter headers."),
  INTERNAL(
      500,
      "Something broke on our side",
      "The operators find it by the X-Request-Id of the answer. Trying again with the same"
          + " Idempotency-Key does no harm."),
  UNAVAILABLE(
      503,
      "A part is away",
      "The database, or the workflow engine where an answer needs it, does not respond. Nothing was"
          + " done. Try again after Retry-After seconds."),

  // What ends an operation, besides no-capacity, over-allotment and payment-declined.
  NODE_LOST(
      503,
      "The node under it was lost",
      "A node under a component went away during the operation, and everything was undone. Order"
          + " again: another node is chosen. What stands there already can be started or stopped"
          + " again once its node is back."),
  HYPERVISOR(
      503,
      "The hypervisor refused",
      "A server could not be built because the hypervisor refused a call again and again, and"
          + " everything was undone. Try again; if it fails again, give the operator the operation's"
          + " id."),
  AGENT_SILENT(
      503,
      "A server did not come up",
      "The guest agent of a server did not answer in time, so nothing could be set up or verified in"
          + " it, and everything was undone. Try again; with an image or user data of your own, see"
          + " that it starts qemu-guest-agent."),
  UNREACHABLE_LINK(
      503,
      "Servers do not reach each other",
      "All servers came up, but not every link, balancer or port answered from inside the guests, and"
          + " everything was undone. The detail names them. See that the image serves these ports."),
  CANCELLED(
      409,
      "It was cancelled",
      "The operation was stopped before its point of no return, and everything that it did was"
          + " undone. Order again; a configuration that failed is deleted with DELETE."),
  STEP_FAILED(
      503,
      "A step did not end in its time",
      "A step was tried again and again until its time was over, and everything was undone. Try"
          + " again; if it fails again, give the operator the operation's id."),
  NOT_IN_FORCE(
      503,
      "It is kept, and not in force yet",
      "What was paused or played is kept, but its balancer could not be told of it in time. It is in"
          + " force once the balancer is set up anew; send the request again to try now."),
  MOVE_REFUSED(
      409,
      "A server was not moved",
      "The operator wanted to move a server to another node, and it stays where it is. Nothing of it"
          + " changed; there is nothing to do."),
  PLACEMENT_REFUTED(
      500,
      "A placement did not stand up to its check",
      "The scheduler's answer broke a rule and was not used. It is a fault of the engine: the"
          + " operator finds it in the log.");

  private final int status;
  private final String title;
  private final String explanation;

  ProblemType(int status, String title, String explanation) {
    this.status = status;
    this.title = title;
    this.explanation = explanation;
  }

  public int status() {
    return status;
  }

  public String title() {
    return title;
  }

  /** Whether what is told of one case is for operators, and the explanation for customers. */
  boolean isForOperators() {
    return switch (this) {
      case INTERNAL,
          NODE_LOST,
          HYPERVISOR,
          AGENT_SILENT,
          STEP_FAILED,
          NOT_IN_FORCE,
          MOVE_REFUSED,
          PLACEMENT_REFUTED ->
          true;
      default -> false;
    };
  }

  /** What the page of this type says. */
  public String explanation() {
    return explanation;
  }

  /** Last part of the type's address: {@code no-capacity}. */
  public String slug() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /** The {@code type} member. */
  public String uri() {
    return "/problems/" + slug();
  }

  /** The type of that name, as domain problems carry it. */
  public static Optional<ProblemType> named(String slug) {
    return Arrays.stream(values()).filter(type -> type.slug().equals(slug)).findFirst();
  }

  /** The type that fits a bare HTTP status best. */
  public static ProblemType ofStatus(int status) {
    return Arrays.stream(values())
        .filter(type -> type.status == status)
        .findFirst()
        .orElse(status >= 500 ? INTERNAL : MALFORMED);
  }
}
