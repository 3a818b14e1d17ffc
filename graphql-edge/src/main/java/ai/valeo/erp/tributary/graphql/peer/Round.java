package ai.valeo.erp.tributary.graphql.peer;

import ai.valeo.erp.tributary.graphql.view.Awaited;
import ai.valeo.erp.tributary.graphql.view.ViewsUnavailableException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.apache.kafka.common.utils.Bytes;
import org.jspecify.annotations.Nullable;

/**
 * Gathers what a read asks of other instances until the first answer is needed; then every instance
 * gets one message, all at the same time. One thread.
 */
final class Round {

  /** A message holds so many questions; answers that did not fit are asked for again. */
  private static final int MOST_TURNS = 1_000;

  private final Peers peers;
  private final List<Pending> waiting = new ArrayList<>();

  Round(Peers peers) {
    this.peers = peers;
  }

  /** A question that was asked. */
  static final class Pending {
    private final Source source;
    private final Ask ask;
    private @Nullable Told told;

    private Pending(Source source, Ask ask) {
      this.source = source;
      this.ask = ask;
    }

    private Ask.Question question() {
      return new Ask.Question(source.isStandby(), ask);
    }
  }

  /** Asks for a value. */
  Awaited ask(Source source, Ask.One one) {
    Pending pending = add(source, one);
    return () -> {
      Bytes value = told(pending) instanceof Told.Value(Bytes found) ? found : null;
      return value == null ? null : value.get();
    };
  }

  /** Asks for something. */
  Pending add(Source source, Ask ask) {
    Pending pending = new Pending(source, ask);
    waiting.add(pending);
    return pending;
  }

  /** Does not want to know any more. */
  void drop(Pending pending) {
    waiting.remove(pending);
  }

  /**
   * What was said; waits for it.
   *
   * @throws LostException if some of what was asked together has no answer
   */
  Told told(Pending pending) {
    for (int turn = 0; pending.told == null && turn < MOST_TURNS; turn++) {
      send();
    }
    Told told = pending.told;
    if (told == null) {
      throw new ViewsUnavailableException("Other instances do not answer all; ask again");
    }
    return told;
  }

  private void send() {
    Map<Host, List<Pending>> byHost = new LinkedHashMap<>();
    for (Pending pending : waiting) {
      byHost.computeIfAbsent(pending.source.host(), none -> new ArrayList<>()).add(pending);
    }
    waiting.clear();
    var sent = new LinkedHashMap<List<Pending>, CompletableFuture<List<Told>>>();
    byHost.forEach((host, all) -> {
      int most = Wire.MOST_QUESTIONS;
      waiting.addAll(all.subList(Math.min(most, all.size()), all.size()));
      List<Pending> now = all.subList(0, Math.min(most, all.size()));
      sent.put(now, peers.ask(host, now.stream().map(Pending::question).toList()));
    });
    Set<Source> lost = new HashSet<>();
    sent.forEach((asked, answers) -> take(asked, Peers.await(answers), lost));
    if (!lost.isEmpty()) {
      throw new LostException(lost);
    }
  }

  private void take(List<Pending> asked, @Nullable List<Told> answers, Set<Source> lost) {
    for (int i = 0; i < asked.size(); i++) {
      Pending pending = asked.get(i);
      Told told = answers == null || i >= answers.size() ? null : answers.get(i);
      if (told == null || !fits(pending.ask, told)) {
        lost.add(pending.source);
      } else if (told instanceof Told.Refusal) {
        waiting.add(pending);
      } else {
        pending.told = told;
      }
    }
  }

  private static boolean fits(Ask ask, Told told) {
    return switch (told) {
      case Told.Refusal refusal -> refusal == Told.Refusal.DEFERRED;
      case Told.Value value -> ask instanceof Ask.One;
      case Told.Entries entries -> ask instanceof Ask.Stretch;
    };
  }
}
