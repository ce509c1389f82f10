package io.gridwright.proxmox.task;

import io.gridwright.proxmox.connection.Answer;
import io.gridwright.proxmox.connection.Api;
import io.gridwright.proxmox.connection.Call;
import io.gridwright.proxmox.connection.EntryNode;
import io.gridwright.proxmox.connection.Fields;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.OptionalLong;
import java.util.function.Supplier;

/** Gives the next of its answers to each question for a task's status, the last one for ever. */
final class ScriptedApi implements Api {
  private static final EntryNode ENTRY = EntryNode.of("http://127.0.0.1:1");

  private final Deque<Supplier<String>> answers = new ArrayDeque<>();
  private String log = "[]";

  ScriptedApi then(String json) {
    answers.add(() -> json);
    return this;
  }

  ScriptedApi thenFails(RuntimeException failure) {
    answers.add(
        () -> {
          throw failure;
        });
    return this;
  }

  ScriptedApi withLog(String json) {
    log = json;
    return this;
  }

  @Override
  public Answer send(Call call) {
    String json = call.path().endsWith("/log") ? log : next();
    return new Answer(Fields.parse(json), OptionalLong.empty(), ENTRY);
  }

  private String next() {
    return (answers.size() > 1 ? answers.remove() : answers.element()).get();
  }

  @Override
  public List<EntryNode> entryNodes() {
    return List.of(ENTRY);
  }

  @Override
  public Api through(EntryNode entry) {
    return this;
  }

  @Override
  public void close() {}
}
