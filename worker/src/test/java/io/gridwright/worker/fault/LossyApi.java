package io.gridwright.worker.fault;

import io.gridwright.proxmox.connection.Answer;
import io.gridwright.proxmox.connection.Api;
import io.gridwright.proxmox.connection.Call;
import io.gridwright.proxmox.connection.EntryNode;
import io.gridwright.proxmox.error.Failure;
import io.gridwright.proxmox.error.ProxmoxException;
import java.util.List;

/** Calls of the hypervisor, of which some are carried out and their answers lost. */
record LossyApi(Api real, Injection injection) implements Api {
  @Override
  public Answer send(Call call) {
    var answer = real.send(call);
    if (call.method() != Call.Method.GET && injection.loses(call)) {
      throw new ProxmoxException.AnswerLost(
          Failure.withoutAnswer(call.method() + " " + call.path(), "injected: the answer is lost"),
          true);
    }
    return answer;
  }

  @Override
  public List<EntryNode> entryNodes() {
    return real.entryNodes();
  }

  @Override
  public Api through(EntryNode entry) {
    return new LossyApi(real.through(entry), injection);
  }

  @Override
  public void close() {
    real.close();
  }
}
