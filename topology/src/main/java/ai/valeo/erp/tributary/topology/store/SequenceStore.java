package ai.valeo.erp.tributary.topology.store;

import ai.valeo.erp.tributary.topology.core.intake.SequenceTrack;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.StoreBuilder;

/**
 * Which sequences of each edge node have been received (R2). Tracks change with every mutation and
 * are written once per commit.
 *
 * <p>Owned by its stream thread.
 */
public final class SequenceStore extends CommitFlushedStore {

  /** Name of the store. */
  public static final String NAME = "sequences";

  private static final int VERSION = 1;
  private static final int MAX_KNOWN = 10_000;

  private final Map<String, SequenceTrack> known = new HashMap<>();
  private final Set<String> changed = new HashSet<>();

  /** Over rows of any kind; {@link #builder} makes logged ones. */
  SequenceStore(KeyValueStore<Bytes, byte[]> rows) {
    super(rows);
  }

  /** Builds the store. */
  public static StoreBuilder<SequenceStore> builder() {
    return new CommitFlushedStoreBuilder<>(NAME, Map.of(), SequenceStore::new);
  }

  /** The track of an edge node; an empty one if nothing has come from it. */
  public SequenceTrack get(String edgeNode) {
    SequenceTrack track = known.get(edgeNode);
    if (track == null) {
      byte[] row = rows().get(rowKey(edgeNode));
      track = row == null ? SequenceTrack.EMPTY : decode(row);
      known.put(edgeNode, track);
    }
    return track;
  }

  /** Notes a node's track. */
  public void put(String edgeNode, SequenceTrack track) {
    known.put(edgeNode, track);
    changed.add(edgeNode);
  }

  @Override
  void writeLeftovers() {
    for (String edgeNode : changed) {
      rows().put(rowKey(edgeNode), encode(known.getOrDefault(edgeNode, SequenceTrack.EMPTY)));
    }
    changed.clear();
    if (known.size() > MAX_KNOWN) {
      known.clear();
    }
  }

  @Override
  void forget() {
    known.clear();
    changed.clear();
  }

  static byte[] encode(SequenceTrack track) {
    var row = new RowWriter();
    row.octet(VERSION);
    row.number(track.floor());
    long[] words = track.words();
    row.number(words.length);
    for (long word : words) {
      row.fixed64(word);
    }
    return row.toArray();
  }

  /** What a row says; the released version's rows too. */
  public static SequenceTrack decode(byte[] bytes) {
    var row = new RowReader(bytes);
    try {
      int version = row.octet();
      if (version != VERSION) {
        throw new UnreadableRowException(NAME, version);
      }
      long floor = row.number();
      long[] words = new long[row.whole()];
      for (int i = 0; i < words.length; i++) {
        words[i] = row.fixed64();
      }
      return SequenceTrack.of(floor, words);
    } catch (IndexOutOfBoundsException | IllegalArgumentException | ArithmeticException e) {
      throw new UnreadableRowException(NAME, e);
    }
  }

  private static Bytes rowKey(String edgeNode) {
    return Bytes.wrap(edgeNode.getBytes(StandardCharsets.UTF_8));
  }
}
