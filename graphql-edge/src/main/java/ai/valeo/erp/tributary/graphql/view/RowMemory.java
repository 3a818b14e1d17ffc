package ai.valeo.erp.tributary.graphql.view;

import ai.valeo.erp.tributary.schemas.catalog.EntityRow;
import ai.valeo.erp.tributary.schemas.entity.EntityType;
import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Reads entities, and remembers what bytes were read as: what is asked for often is not decoded
 * again and again. The bytes themselves are the key, so that nothing is ever outdated. Bounded; any
 * thread.
 */
final class RowMemory {

  /** Most bytes remembered, roughly. */
  private static final long MOST_BYTES = 32 << 20;

  /** What a row takes beside its values. */
  private static final int OVERHEAD_BYTES = 512;

  /** How much more a value takes as an object than as bytes, roughly. */
  private static final int GROWTH = 8;

  private final Reader reader;
  private final Cache<Framed, EntityRow> rows =
      Caffeine.newBuilder()
          .executor(Runnable::run)
          .maximumWeight(MOST_BYTES)
          .<Framed, EntityRow>weigher((framed, row) -> framed.weight())
          .build();

  /** Decodes an entity; none if it can never be read. */
  @FunctionalInterface
  interface Reader {
    @Nullable EntityRow row(EntityType type, byte[] framed);
  }

  RowMemory(Reader reader) {
    this.reader = reader;
  }

  /** An entity as its topic carries it; none if it can never be read. */
  @Nullable EntityRow row(EntityType type, byte[] framed) {
    Framed key = new Framed(type.name(), framed);
    EntityRow known = rows.getIfPresent(key);
    if (known != null) {
      return known;
    }
    EntityRow read = reader.row(type, framed);
    if (read != null) {
      rows.put(key, read);
    }
    return read;
  }

  /** Compared by content; the bytes are not changed by anyone. */
  private static final class Framed {
    private final String type;
    private final byte[] bytes;
    private final int hash;

    Framed(String type, byte[] bytes) {
      this.type = type;
      this.bytes = bytes;
      this.hash = Arrays.hashCode(bytes);
    }

    int weight() {
      long weight = OVERHEAD_BYTES + (long) GROWTH * bytes.length;
      return (int) Math.min(Integer.MAX_VALUE, weight);
    }

    @Override
    public boolean equals(@Nullable Object other) {
      return other instanceof Framed framed
          && hash == framed.hash
          && type.equals(framed.type)
          && Arrays.equals(bytes, framed.bytes);
    }

    @Override
    public int hashCode() {
      return hash;
    }
  }
}
