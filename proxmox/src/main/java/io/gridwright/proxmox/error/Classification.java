package io.gridwright.proxmox.error;

/** From what the server said to the type that says what to do: the one place that decides. */
public final class Classification {
  private Classification() {}

  /**
   * @param failure with a status of HTTP
   * @param write whether the call may have changed something
   */
  public static ProxmoxException of(Failure failure, boolean write) {
    int status = failure.status().orElse(0);
    if (status == 401) {
      return new ProxmoxException.Unauthenticated(failure);
    }
    if (status == 403) {
      return new ProxmoxException.Forbidden(failure);
    }
    if (status == 595) {
      return new ProxmoxException.NodeUnreachable(failure);
    }
    if (status > 595 && status <= 599) {
      return new ProxmoxException.AnswerLost(failure, write);
    }
    if (status == 400 && failure.text().contains("hotplug problem")) {
      return new ProxmoxException.HotplugRefused(failure, false);
    }
    return byText(failure, status);
  }

  private static ProxmoxException byText(Failure failure, int status) {
    return switch (Refusal.of(failure.text())) {
      case FORBIDDEN -> new ProxmoxException.Forbidden(failure);
      case NO_QUORUM -> new ProxmoxException.NoQuorum(failure);
      case LOCK_TIMEOUT -> new ProxmoxException.LockTimeout(failure);
      case LOCKED -> new ProxmoxException.Locked(failure);
      case CONFIG_CHANGED -> new ProxmoxException.ConfigChanged(failure);
      case AGENT_NOT_RUNNING -> new ProxmoxException.AgentNotRunning(failure);
      case WORKER_NOT_STARTED -> new ProxmoxException.WorkerNotStarted(failure);
      case ALREADY_EXISTS -> new ProxmoxException.AlreadyExists(failure);
      case WRONG_POWER_STATE -> new ProxmoxException.WrongPowerState(failure);
      case NOT_FOUND -> new ProxmoxException.NotFound(failure);
      case SHUTDOWN_TIMED_OUT, OTHER ->
          status == 400
              ? new ProxmoxException.ParameterInvalid(failure)
              : new ProxmoxException.Other(failure);
    };
  }
}
