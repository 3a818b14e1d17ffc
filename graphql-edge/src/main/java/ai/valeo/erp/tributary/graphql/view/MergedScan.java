package ai.valeo.erp.tributary.graphql.view;

import ai.valeo.erp.tributary.graphql.page.Cursor;
import ai.valeo.erp.tributary.graphql.page.Page;
import ai.valeo.erp.tributary.graphql.page.PageRequest;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.jspecify.annotations.Nullable;

/**
 * Reads a page of a list whose parts lie in several partitions: every part is in order, and the
 * parts are merged as they are read. Work is bounded: a scan that has looked at {@link
 * #MAX_LOOKED_AT} entries ends its page early, and the cursor goes on from there.
 */
final class MergedScan {

  /** Most entries one page looks at. */
  static final int MAX_LOOKED_AT = 10_000;

  /** Most entries looked at to count. */
  static final int MAX_COUNTED = 2_000;

  static final Comparator<byte[]> ASCENDING = Arrays::compareUnsigned;
  static final Comparator<byte[]> DESCENDING = ASCENDING.reversed();

  private final String scope;
  private final Comparator<byte[]> order;

  /**
   * A list.
   *
   * @param scope what makes a cursor one of this list: its name and filter
   * @param order the order of the positions
   */
  MergedScan(String scope, Comparator<byte[]> order) {
    this.scope = scope;
    this.order = order;
  }

  /** One part of the list. */
  interface Part {
    /** The entries behind {@code position}, or all, in the list's order; keys are positions. */
    KeyValueIterator<Bytes, byte[]> open(byte @Nullable [] position);
  }

  /** Turns an entry of a part into what the list holds, or none to leave it out. */
  interface Reader<T> {
    @Nullable T read(int part, byte[] position, byte[] value);
  }

  /** Reads a page. */
  <T> Page<T> page(List<? extends Part> parts, PageRequest request, Reader<T> reader) {
    String after = request.after();
    byte[] start = after == null ? null : Cursor.decode(scope, after);
    var heads = new PriorityQueue<Head>(Comparator.comparing((Head head) -> head.position, order));
    var opened = new ArrayList<Head>(parts.size());
    try {
      for (int i = 0; i < parts.size(); i++) {
        opened.add(new Head(i, parts.get(i).open(start)));
      }
      opened.forEach(head -> head.advanceInto(heads)); // when all are asked for
      return merge(heads, request.first(), reader);
    } finally {
      opened.forEach(Head::close);
    }
  }

  /** Counts what a list holds; none if there is too much to look at. */
  <T> @Nullable Long count(List<? extends Part> parts, Reader<T> reader) {
    long count = 0;
    int lookedAt = 0;
    for (int i = 0; i < parts.size(); i++) {
      try (KeyValueIterator<Bytes, byte[]> entries = parts.get(i).open(null)) {
        while (entries.hasNext()) {
          if (lookedAt++ == MAX_COUNTED) {
            return null;
          }
          KeyValue<Bytes, byte[]> entry = entries.next();
          count += reader.read(i, entry.key.get(), entry.value) == null ? 0 : 1;
        }
      }
    }
    return count;
  }

  private <T> Page<T> merge(PriorityQueue<Head> heads, int first, Reader<T> reader) {
    var nodes = new ArrayList<T>(Math.min(first, PageRequest.MAX_FIRST));
    byte[] last = null;
    int lookedAt = 0;
    while (!heads.isEmpty() && nodes.size() < first && lookedAt < MAX_LOOKED_AT) {
      Head head = heads.remove();
      last = head.position;
      T node = reader.read(head.part, head.position, head.value);
      head.advanceInto(heads);
      if (node != null) {
        nodes.add(node);
      }
      lookedAt++;
    }
    boolean more = !heads.isEmpty();
    return new Page<>(nodes, more, last == null ? null : Cursor.encode(scope, last));
  }

  /** The next entry of a part. */
  private static final class Head {

    private final int part;
    private final KeyValueIterator<Bytes, byte[]> rest;
    private byte[] position = {};
    private byte[] value = {};
    private boolean isClosed;

    Head(int part, KeyValueIterator<Bytes, byte[]> rest) {
      this.part = part;
      this.rest = rest;
    }

    void advanceInto(PriorityQueue<Head> heads) {
      if (!rest.hasNext()) {
        close();
        return;
      }
      KeyValue<Bytes, byte[]> entry = rest.next();
      position = entry.key.get();
      value = entry.value;
      heads.add(this);
    }

    void close() {
      if (!isClosed) {
        isClosed = true;
        rest.close();
      }
    }
  }
}
