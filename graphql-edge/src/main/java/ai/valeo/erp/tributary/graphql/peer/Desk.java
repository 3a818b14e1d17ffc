package ai.valeo.erp.tributary.graphql.peer;

import ai.valeo.erp.tributary.graphql.view.Scans;
import ai.valeo.erp.tributary.graphql.view.ViewStores;
import ai.valeo.erp.tributary.graphql.view.ViewsUnavailableException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.errors.InvalidStateStoreException;
import org.apache.kafka.streams.state.KeyValueIterator;

/** Answers what other instances ask of the partitions here; never asks on. Any thread. */
final class Desk {

  /** Bytes after which the rest of a message is deferred; a stretch gives one entry at least. */
  static final int FULL_BYTES = 4 << 20;

  /** Most entries of one stretch. */
  static final int MOST_ENTRIES = 1_000;

  private final ViewStores own;
  private final Standbys standbys;

  Desk(ViewStores own, Standbys standbys) {
    this.own = own;
    this.standbys = standbys;
  }

  List<Told> answer(List<Ask.Question> questions) {
    var answers = new ArrayList<Told>(questions.size());
    Room room = new Room();
    for (Ask.Question question : questions) {
      answers.add(room.isFull() ? Told.Refusal.DEFERRED : answer(question, room));
    }
    return answers;
  }

  private Told answer(Ask.Question question, Room room) {
    Ask ask = question.ask();
    if (question.isStandby() && !mayAnswer(ask)) {
      return Told.Refusal.BEHIND;
    }
    try {
      ViewStores stores = question.isStandby() ? standbys.stores() : own;
      return switch (ask) {
        case Ask.One one -> value(stores, one, room);
        case Ask.Stretch stretch -> entries(stores, stretch, room);
      };
    } catch (ViewsUnavailableException | InvalidStateStoreException e) {
      return Told.Refusal.ABSENT;
    }
  }

  /**
   * A copy answers what one of its stores knows. What an index points to may be from another time
   * in a copy, so that an entity could be in no list at all.
   */
  private boolean mayAnswer(Ask ask) {
    boolean isJoined = ask instanceof Ask.Stretch stretch && stretch.scan().join() != null;
    return !isJoined && standbys.isFresh(ask.store(), ask.partition());
  }

  private static Told value(ViewStores stores, Ask.One one, Room room) {
    byte[] found =
        switch (one.kind()) {
          case TEXT -> stores.text(one.store(), one.partition(), text(one.key())).get();
          case INDEXED -> stores.indexed(one.store(), one.partition(), one.key()).get();
          case NEWEST -> stores.newest(one.store(), one.partition(), text(one.key())).get();
        };
    room.take(found == null ? 0 : found.length);
    return new Told.Value(found == null ? null : Bytes.wrap(found));
  }

  private static Told entries(ViewStores stores, Ask.Stretch stretch, Room room) {
    int most = Math.min(Math.max(2, stretch.limit()), MOST_ENTRIES);
    var entries = new ArrayList<KeyValue<Bytes, byte[]>>();
    try (KeyValueIterator<Bytes, byte[]> found = Scans.open(stores, stretch.scan())) {
      while (found.hasNext()) {
        // two at least: the first may be the one that the asker has
        if (entries.size() >= most || (room.isFull() && entries.size() > 1)) {
          return new Told.Entries(entries, true);
        }
        KeyValue<Bytes, byte[]> entry = found.next();
        entries.add(entry);
        room.take(entry.key.get().length + entry.value.length);
      }
    }
    return new Told.Entries(entries, false);
  }

  private static String text(Bytes key) {
    return new String(key.get(), StandardCharsets.UTF_8);
  }

  /** What is left of a message. */
  private static final class Room {
    private static final int OVERHEAD_BYTES = 16;
    private int takenBytes;

    void take(int bytes) {
      takenBytes += bytes + OVERHEAD_BYTES;
    }

    boolean isFull() {
      return takenBytes > FULL_BYTES;
    }
  }
}
