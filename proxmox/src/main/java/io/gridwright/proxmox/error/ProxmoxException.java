package io.gridwright.proxmox.error;

import io.gridwright.proxmox.value.Upid;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * A call, or the task that it started, did not succeed. The subclass says what to do next; {@link
 * #failure()} keeps what the server said.
 *
 * <p>Two questions decide about a repeat. {@link #effectInDoubt()}: may the server have done, or
 * still be doing, what was asked? Then read the real state first. {@link #mayPass()}: may the same
 * call succeed later without anything else being changed?
 */
public abstract sealed class ProxmoxException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final transient Failure failure;

  ProxmoxException(Failure failure) {
    super(failure.sentence());
    this.failure = failure;
  }

  ProxmoxException(Failure failure, Throwable cause) {
    super(failure.sentence(), cause);
    this.failure = failure;
  }

  public Failure failure() {
    return failure;
  }

  public OptionalInt status() {
    return failure.status();
  }

  public Optional<Upid> upid() {
    return failure.upid();
  }

  /** Whether the effect may have happened, or may still happen. */
  public boolean effectInDoubt() {
    return false;
  }

  /** Whether the same call may succeed later without anything else being changed. */
  public boolean mayPass() {
    return false;
  }

  /** 401: no credentials, or none that the server believes; nothing was done. */
  public static final class Unauthenticated extends ProxmoxException {
    private static final long serialVersionUID = 1L;

    public Unauthenticated(Failure failure) {
      super(failure);
    }
  }

  /** 403, or the same words elsewhere: the text names path and privilege, if anything (PVE-D18). */
  public static final class Forbidden extends ProxmoxException {
    private static final long serialVersionUID = 1L;

    public Forbidden(Failure failure) {
      super(failure);
    }
  }

  /** What was named is not there, or not on that node; nothing was done. */
  public static final class NotFound extends ProxmoxException {
    private static final long serialVersionUID = 1L;
    private final Missing missing;

    public NotFound(Failure failure) {
      super(failure);
      this.missing = Missing.of(failure.text());
    }

    public Missing missing() {
      return missing;
    }
  }

  /** The VMID, snapshot, pool or resource exists already. */
  public static final class AlreadyExists extends ProxmoxException {
    private static final long serialVersionUID = 1L;

    public AlreadyExists(Failure failure) {
      super(failure);
    }
  }

  /** The digest did not match: somebody wrote since it was read; nothing was done. */
  public static final class ConfigChanged extends ProxmoxException {
    private static final long serialVersionUID = 1L;

    public ConfigChanged(Failure failure) {
      super(failure);
    }
  }

  /** The configuration is locked by another piece of work, or by one that died. */
  public static final class Locked extends ProxmoxException {
    private static final long serialVersionUID = 1L;
    private final String lock;

    public Locked(Failure failure) {
      super(failure);
      this.lock = LockName.in(failure.text());
    }

    /** Name of the lock, say {@code clone}; empty where the server did not tell. */
    public String lock() {
      return lock;
    }
  }

  /** Another call held a lock of guest, storage or cluster for too long; nothing was done. */
  public static final class LockTimeout extends ProxmoxException {
    private static final long serialVersionUID = 1L;

    public LockTimeout(Failure failure) {
      super(failure);
    }

    @Override
    public boolean mayPass() {
      return true;
    }
  }

  /** The node has no quorum and can write nothing. */
  public static final class NoQuorum extends ProxmoxException {
    private static final long serialVersionUID = 1L;

    public NoQuorum(Failure failure) {
      super(failure);
    }

    @Override
    public boolean mayPass() {
      return true;
    }
  }

  /** 595: the entry node could not connect to the node of the path; nothing was done. */
  public static final class NodeUnreachable extends ProxmoxException {
    private static final long serialVersionUID = 1L;

    public NodeUnreachable(Failure failure) {
      super(failure);
    }

    @Override
    public boolean mayPass() {
      return true;
    }
  }

  /** No entry node took the call; nothing was sent. Suppressed: the reason of each. */
  public static final class NoEntryNode extends ProxmoxException {
    private static final long serialVersionUID = 1L;

    public NoEntryNode(Failure failure, List<? extends Throwable> reasons) {
      super(failure, reasons.isEmpty() ? null : reasons.get(0));
      reasons.stream().skip(1).forEach(this::addSuppressed);
    }

    @Override
    public boolean mayPass() {
      return true;
    }
  }

  /**
   * The call was sent, and what became of it is unknown: 596, 597, 599, a time-out, a broken
   * connection, an answer that cannot be read. A refusal may hide behind it too (PVE-D2).
   */
  public static final class AnswerLost extends ProxmoxException {
    private static final long serialVersionUID = 1L;
    private final boolean write;

    public AnswerLost(Failure failure, boolean write) {
      super(failure);
      this.write = write;
    }

    public AnswerLost(Failure failure, boolean write, Throwable cause) {
      super(failure, cause);
      this.write = write;
    }

    @Override
    public boolean effectInDoubt() {
      return write;
    }

    @Override
    public boolean mayPass() {
      return !write;
    }
  }

  /** 400: {@link #errors()} says what is wrong with which parameter; nothing was done. */
  public static final class ParameterInvalid extends ProxmoxException {
    private static final long serialVersionUID = 1L;

    public ParameterInvalid(Failure failure) {
      super(failure);
    }

    /** Text by name of parameter. */
    public Map<String, String> errors() {
      return failure().errors();
    }
  }

  /**
   * A running machine could not take over a change at once, and the server left the whole request
   * pending (PVE-D1). {@link #undone()} says whether the client withdrew it.
   */
  public static final class HotplugRefused extends ProxmoxException {
    private static final long serialVersionUID = 1L;
    private final boolean undone;

    public HotplugRefused(Failure failure, boolean undone) {
      super(failure);
      this.undone = undone;
    }

    public Set<String> keys() {
      return failure().errors().keySet();
    }

    /** True if the pending change was withdrawn; false if it will be applied at the next start. */
    public boolean undone() {
      return undone;
    }

    @Override
    public boolean effectInDoubt() {
      return !undone;
    }
  }

  /** The machine runs where it must not, or does not run where it must; nothing was done. */
  public static final class WrongPowerState extends ProxmoxException {
    private static final long serialVersionUID = 1L;

    public WrongPowerState(Failure failure) {
      super(failure);
    }
  }

  /** The guest agent is not configured, not started yet, or silent. */
  public static final class AgentNotRunning extends ProxmoxException {
    private static final long serialVersionUID = 1L;

    public AgentNotRunning(Failure failure) {
      super(failure);
    }

    /** The command was handed over and the agent did not answer in time: it may have run. */
    @Override
    public boolean effectInDoubt() {
      return failure().text().contains("got timeout") && !failure().text().contains("guest-ping");
    }

    @Override
    public boolean mayPass() {
      return !effectInDoubt() && !failure().text().contains("agent configured");
    }
  }

  /** The server had no worker to spare; nothing was done. */
  public static final class WorkerNotStarted extends ProxmoxException {
    private static final long serialVersionUID = 1L;

    public WorkerNotStarted(Failure failure) {
      super(failure);
    }

    @Override
    public boolean mayPass() {
      return true;
    }
  }

  /** A task ended with an error; the log's tail often holds the only cause. */
  public static final class TaskFailed extends ProxmoxException {
    private static final long serialVersionUID = 1L;
    private static final Pattern CAUSE_IN_LOG =
        Pattern.compile("^(migration (aborted|problems)|job errors|start failed)");

    private final List<String> logTail;

    public TaskFailed(Failure failure, List<String> logTail) {
      super(failure);
      this.logTail = List.copyOf(logTail);
    }

    /** The one line with which it ended. */
    public String exitStatus() {
      return failure().message();
    }

    /** The last lines of its log, oldest first. */
    public List<String> logTail() {
      return logTail;
    }

    /** What the exit status says, or the log where only that holds the cause. */
    public Refusal refusal() {
      Refusal told = Refusal.of(exitStatus());
      return told == Refusal.OTHER && CAUSE_IN_LOG.matcher(exitStatus()).find()
          ? Refusal.of(String.join("\n", logTail))
          : told;
    }

    /** The exit status, and the log's last words where only these hold the cause (PVE-D7). */
    public String reason() {
      List<String> words =
          logTail.stream().filter(line -> !line.isBlank() && !line.startsWith("TASK ")).toList();
      return words.isEmpty() || !CAUSE_IN_LOG.matcher(exitStatus()).find()
          ? exitStatus()
          : exitStatus() + " (" + words.get(words.size() - 1).strip() + ")";
    }

    /** What is missing, where {@link #refusal()} is {@link Refusal#NOT_FOUND}. */
    public Missing missing() {
      return Missing.of(exitStatus());
    }

    /** Without quorum a resize has grown the image, though it failed (PVE-D4). */
    @Override
    public boolean effectInDoubt() {
      return refusal() == Refusal.NO_QUORUM;
    }

    @Override
    public boolean mayPass() {
      return refusal().mayPass();
    }
  }

  /** The task was killed, or its node forgot it: nobody knows how far it came. */
  public static final class TaskOutcomeUnknown extends ProxmoxException {
    private static final long serialVersionUID = 1L;

    public TaskOutcomeUnknown(Failure failure) {
      super(failure);
    }

    @Override
    public boolean effectInDoubt() {
      return true;
    }
  }

  /** The task still runs at the end of the caller's patience: keep its UPID, don't submit again. */
  public static final class TaskOverdue extends ProxmoxException {
    private static final long serialVersionUID = 1L;

    public TaskOverdue(Failure failure) {
      super(failure);
    }

    @Override
    public boolean effectInDoubt() {
      return true;
    }
  }

  /** The call succeeded, but its answer does not say what it must. */
  public static final class Unreadable extends ProxmoxException {
    private static final long serialVersionUID = 1L;

    public Unreadable(String what) {
      super(Failure.withoutAnswer("reading the answer", what));
    }

    @Override
    public boolean effectInDoubt() {
      return true;
    }
  }

  /** Any other refusal; the text is all there is. */
  public static final class Other extends ProxmoxException {
    private static final long serialVersionUID = 1L;

    public Other(Failure failure) {
      super(failure);
    }
  }
}
