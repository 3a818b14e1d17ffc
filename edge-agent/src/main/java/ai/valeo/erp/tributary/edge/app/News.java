package ai.valeo.erp.tributary.edge.app;

import ai.valeo.erp.tributary.edge.core.Answer;
import ai.valeo.erp.tributary.edge.outbox.Settlement.Settled;
import ai.valeo.erp.tributary.schemas.entity.EntityKey;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Tells listeners what happens on the node. Any thread; listeners are called by the teller's. */
final class News {

  private static final Logger log = LoggerFactory.getLogger(News.class);

  private final List<Consumer<Answer>> answerListeners = new CopyOnWriteArrayList<>();
  private final List<Consumer<Set<EntityKey>>> changeListeners = new CopyOnWriteArrayList<>();

  void listenAnswers(Consumer<Answer> listener) {
    answerListeners.add(listener);
  }

  void listenChanges(Consumer<Set<EntityKey>> listener) {
    changeListeners.add(listener);
  }

  void settled(Settled batch) {
    batch.answers().forEach(answer -> tell(answerListeners, answer));
    changed(batch.changed());
  }

  void changed(Set<EntityKey> keys) {
    if (!keys.isEmpty()) {
      tell(changeListeners, keys);
    }
  }

  /** What is told has happened; a listener that throws changes nothing about it. */
  private static <T> void tell(List<Consumer<T>> listeners, T news) {
    for (Consumer<T> listener : listeners) {
      try {
        listener.accept(news);
      } catch (RuntimeException e) {
        log.atError().setCause(e).log("A listener failed");
      }
    }
  }
}
