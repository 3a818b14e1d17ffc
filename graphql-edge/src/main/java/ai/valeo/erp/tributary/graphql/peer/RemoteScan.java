package ai.valeo.erp.tributary.graphql.peer;

import ai.valeo.erp.tributary.graphql.view.Scan;
import ai.valeo.erp.tributary.graphql.view.ViewsUnavailableException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.NoSuchElementException;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.jspecify.annotations.Nullable;

/** A stretch of a partition at another instance, read in growing pieces. One thread. */
final class RemoteScan implements KeyValueIterator<Bytes, byte[]> {

  private final Round round;
  private final Source source;
  private final Scan scan;
  private final Deque<KeyValue<Bytes, byte[]>> entries = new ArrayDeque<>();
  private int limit;
  private Round.@Nullable Pending asked;
  private @Nullable Bytes last;

  /** Asks for the first piece at once, and waits for it when it is read. */
  RemoteScan(Round round, Source source, Scan scan, int first) {
    this.round = round;
    this.source = source;
    this.scan = scan;
    this.limit = first;
    this.asked = round.add(source, new Ask.Stretch(scan, first));
  }

  @Override
  public boolean hasNext() {
    while (entries.isEmpty() && asked != null) {
      take(asked);
    }
    return !entries.isEmpty();
  }

  private void take(Round.Pending pending) {
    if (!(round.told(pending) instanceof Told.Entries piece)) {
      throw new ViewsUnavailableException("Another instance answered something else; ask again");
    }
    for (KeyValue<Bytes, byte[]> entry : piece.entries()) {
      if (!entry.key.equals(last)) {
        entries.add(entry);
      }
    }
    boolean hasMore = piece.hasMore() && !entries.isEmpty();
    if (!hasMore && piece.hasMore()) {
      throw new ViewsUnavailableException("Another instance does not go on; ask again");
    }
    if (hasMore) {
      Bytes end = entries.getLast().key;
      last = end;
      limit = Math.min(2 * limit, Desk.MOST_ENTRIES);
      asked = null;
    } else {
      asked = null;
      last = null;
    }
  }

  @Override
  public KeyValue<Bytes, byte[]> next() {
    if (!hasNext()) {
      throw new NoSuchElementException();
    }
    KeyValue<Bytes, byte[]> entry = entries.remove();
    Bytes end = last;
    if (entries.isEmpty() && end != null) {
      // asked for when the piece before is used up, together with what else is asked then
      asked = round.add(source, new Ask.Stretch(scan.within(scan.range().behind(end)), limit));
    }
    return entry;
  }

  @Override
  public Bytes peekNextKey() {
    if (!hasNext()) {
      throw new NoSuchElementException();
    }
    return entries.element().key;
  }

  @Override
  public void close() {
    Round.Pending pending = asked;
    if (pending != null) {
      round.drop(pending);
    }
    entries.clear();
    asked = null;
    last = null;
  }
}
