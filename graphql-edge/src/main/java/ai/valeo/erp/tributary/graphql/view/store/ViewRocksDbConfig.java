package ai.valeo.erp.tributary.graphql.view.store;

import java.util.Map;
import org.apache.kafka.streams.state.RocksDBConfigSetter;
import org.jspecify.annotations.Nullable;
import org.rocksdb.BlockBasedTableConfig;
import org.rocksdb.BloomFilter;
import org.rocksdb.Cache;
import org.rocksdb.CompressionType;
import org.rocksdb.LRUCache;
import org.rocksdb.Options;
import org.rocksdb.RocksDB;
import org.rocksdb.WriteBufferManager;

/**
 * Lets all stores of the process share one block cache and one budget of write buffers: there are
 * several stores for each partition, and RocksDB's defaults would give each its own.
 */
public final class ViewRocksDbConfig implements RocksDBConfigSetter {

  /** Streams setting: memory for blocks and write buffers of all stores together, bytes. */
  public static final String MEMORY_BYTES = "tributary.views.rocksdb.memory.bytes";

  /** Memory where none is set. */
  public static final long DEFAULT_MEMORY_BYTES = 128L << 20;

  private static final int BLOCK_BYTES = 16 << 10;
  private static final int WRITE_BUFFER_BYTES = 4 << 20;
  private static final double BLOOM_BITS_PER_KEY = 10;

  private static @Nullable Shared shared;

  @Override
  public void setConfig(String storeName, Options options, Map<String, Object> configs) {
    Shared memory = shared(bytes(configs.get(MEMORY_BYTES)));
    // Kafka's own instance: its metrics read the cache from it, and a store with another one fails.
    BlockBasedTableConfig table = (BlockBasedTableConfig) options.tableFormatConfig();
    table.setBlockCache(memory.cache);
    table.setCacheIndexAndFilterBlocks(true);
    table.setPinTopLevelIndexAndFilter(true);
    table.setBlockSize(BLOCK_BYTES);
    table.setFilterPolicy(new BloomFilter(BLOOM_BITS_PER_KEY, false));
    options.setTableFormatConfig(table);
    options.setWriteBufferManager(memory.buffers);
    options.setWriteBufferSize(WRITE_BUFFER_BYTES);
    options.setMaxWriteBufferNumber(2);
    options.setCompressionType(CompressionType.LZ4_COMPRESSION);
  }

  @Override
  public void close(String storeName, Options options) {
    // the cache and the buffers belong to the process
  }

  private static long bytes(@Nullable Object configured) {
    return configured == null ? DEFAULT_MEMORY_BYTES : Long.parseLong(configured.toString());
  }

  private static synchronized Shared shared(long bytes) {
    Shared known = shared;
    if (known == null) {
      RocksDB.loadLibrary();
      Cache cache = new LRUCache(bytes);
      known = new Shared(cache, new WriteBufferManager(bytes / 2, cache));
      shared = known;
    }
    return known;
  }

  private record Shared(Cache cache, WriteBufferManager buffers) {}
}
