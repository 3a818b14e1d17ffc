package ai.valeo.erp.tributary.topology.app;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.streams.processor.StateRestoreListener;

/** Counts the rows that stores restore. Any thread. */
final class RestoreProgress implements StateRestoreListener {

  private final Map<TopicPartition, Long> left = new ConcurrentHashMap<>();
  private final LongAdder restored = new LongAdder();

  @Override
  public void onRestoreStart(TopicPartition partition, String store, long start, long end) {
    left.put(partition, Math.max(0, end - start));
  }

  @Override
  public void onBatchRestored(TopicPartition partition, String store, long end, long rows) {
    restored.add(rows);
    left.computeIfPresent(partition, (same, rowsLeft) -> Math.max(0, rowsLeft - rows));
  }

  @Override
  public void onRestoreEnd(TopicPartition partition, String store, long totalRows) {
    left.remove(partition);
  }

  @Override
  public void onRestoreSuspended(TopicPartition partition, String store, long totalRows) {
    left.remove(partition);
  }

  long toRestore() {
    return left.values().stream().mapToLong(Long::longValue).sum();
  }

  long restored() {
    return restored.sum();
  }
}
