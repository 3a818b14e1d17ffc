package ai.valeo.erp.tributary.compose.bench;

import ai.valeo.erp.tributary.schemas.entity.Change;
import ai.valeo.erp.tributary.schemas.entity.OperationType;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;

/**
 * An endless seeded stream of mutations: 85 % updates of one or two attributes, 10 % creates, 5 %
 * deletes; 5 % with a base that is behind, and 1 % sent twice.
 *
 * <p>Each entity has a home node that makes nearly all of its changes and has seen all before them;
 * changes with a base that is behind come from another node, so that they are concurrent. One
 * thread.
 */
public final class Workload {
  private static final int PERCENT = 100;
  private static final int CREATES = 10;
  private static final int DELETES = 5;
  private static final int STALE = 5;
  private static final int DUPLICATES = 1;
  private static final int REMEMBERED = 256;

  /** A node promises that what lies so far back is answered. */
  private static final long UNANSWERED = 1_000;

  private static final int ITEMS_PER_MS = 50;

  private final WorkloadSettings settings;
  private final SplittableRandom chance;
  private final Zipf zipf;
  private final long[] sequences;
  private final WorkloadItem[] recent = new WorkloadItem[REMEMBERED];

  /** By entity: its version as the nodes will see it; negative = deleted at that version. */
  private int[] versions;

  private int created;
  private long number;
  private long duplicates;

  /** A workload from its beginning. */
  public Workload(WorkloadSettings settings) {
    this.settings = settings;
    this.chance = new SplittableRandom(settings.seed());
    this.zipf = new Zipf(settings.entities(), settings.skew());
    this.sequences = new long[settings.nodes()];
    this.versions = new int[settings.entities()];
  }

  /** The next mutation: first every entity is created once, then the mix begins. */
  public WorkloadItem next() {
    if (created < settings.entities()) {
      return remember(creation(created++));
    }
    int percent = chance.nextInt(PERCENT);
    if (chance.nextInt(PERCENT) < DUPLICATES) {
      duplicates++;
      return recent[chance.nextInt((int) Math.min(number, REMEMBERED))];
    }
    if (percent < CREATES) {
      return remember(creation(newcomer()));
    }
    int entity = zipf.draw(chance);
    if (versions[entity] < 0) {
      return remember(creation(entity));
    }
    return remember(percent < CREATES + DELETES ? deletion(entity) : update(entity));
  }

  /** How many of the mutations so far were exact copies of earlier ones. */
  public long duplicates() {
    return duplicates;
  }

  /** How many different mutations there were so far. */
  public long distinct() {
    return number;
  }

  private int newcomer() {
    if (created == versions.length) {
      versions = Arrays.copyOf(versions, versions.length + versions.length / 2 + 1);
    }
    return created++;
  }

  private WorkloadItem creation(int entity) {
    int seen = Math.abs(versions[entity]);
    versions[entity] = seen + 1;
    List<Change> changes = EntityShape.of(entity).creation(entity);
    return item(entity, home(entity), OperationType.CREATE, changes, seen);
  }

  private WorkloadItem deletion(int entity) {
    int seen = versions[entity];
    versions[entity] = -(seen + 1);
    return item(entity, home(entity), OperationType.DELETE, List.of(), seen);
  }

  private WorkloadItem update(int entity) {
    int seen = versions[entity];
    versions[entity] = seen + 1;
    List<Change> changes = EntityShape.of(entity).update(chance);
    if (seen > 1 && chance.nextInt(PERCENT) < STALE) {
      int other = (home(entity) + 1 + chance.nextInt(settings.nodes() - 1)) % settings.nodes();
      return item(entity, other, OperationType.UPDATE, changes, chance.nextInt(1, seen));
    }
    return item(entity, home(entity), OperationType.UPDATE, changes, seen);
  }

  private int home(int entity) {
    return entity % settings.nodes();
  }

  private WorkloadItem item(
      int entity, int node, OperationType operation, List<Change> changes, long base) {
    long sequence = ++sequences[node];
    return new WorkloadItem(
        number,
        node,
        sequence,
        Math.max(1, sequence - UNANSWERED),
        EntityShape.of(entity).key(entity),
        operation,
        changes,
        base,
        settings.startMs() + number / ITEMS_PER_MS);
  }

  private WorkloadItem remember(WorkloadItem item) {
    recent[(int) (number % REMEMBERED)] = item;
    number++;
    return item;
  }
}
