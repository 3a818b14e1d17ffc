package ai.valeo.erp.tributary.topology.store;

import java.util.Map;
import org.apache.kafka.streams.state.RocksDBConfigSetter;
import org.rocksdb.BlockBasedTableConfig;
import org.rocksdb.BloomFilter;
import org.rocksdb.Cache;
import org.rocksdb.CompressionType;
import org.rocksdb.DataBlockIndexType;
import org.rocksdb.LRUCache;
import org.rocksdb.Options;
import org.rocksdb.RocksDB;

/**
 * Memory of all stores on disk of one process: one block cache for all of them, whatever the number
 * of tasks. Any thread; closed after the streams that use it.
 */
public final class RocksDbMemory implements AutoCloseable {

  /** Key of the Streams configuration that carries an instance to {@link Tuning}. */
  public static final String CONFIG_KEY = "tributary.rocksdb.memory";

  private static final int BLOOM_BITS = 10;
  private static final int BLOCK_BYTES = 8 << 10;
  private static final double HASH_RATIO = 0.75;
  private static final int WRITE_BUFFERS = 3;
  private static final double MEMTABLE_BLOOM_RATIO = 0.05;

  private final Cache blockCache;
  private final BloomFilter filter;
  private final long writeBufferBytes;

  public RocksDbMemory(StoreSettings settings) {
    RocksDB.loadLibrary();
    this.blockCache = new LRUCache(settings.cacheBytes());
    this.filter = new BloomFilter(BLOOM_BITS, false);
    this.writeBufferBytes = settings.writeBufferBytes();
  }

  private void tune(Options options) {
    // Kafka's own instance, since its metrics read the cache from it.
    BlockBasedTableConfig table = (BlockBasedTableConfig) options.tableFormatConfig();
    table.setBlockCache(blockCache);
    table.setBlockSize(BLOCK_BYTES);
    table.setFilterPolicy(filter);
    table.setCacheIndexAndFilterBlocks(true);
    table.setPinTopLevelIndexAndFilter(true);
    table.setDataBlockIndexType(DataBlockIndexType.kDataBlockBinaryAndHash);
    table.setDataBlockHashTableUtilRatio(HASH_RATIO);
    options.setTableFormatConfig(table);
    options.setCompressionType(CompressionType.LZ4_COMPRESSION);
    options.setWriteBufferSize(writeBufferBytes);
    options.setMaxWriteBufferNumber(WRITE_BUFFERS);
    options.setMemtablePrefixBloomSizeRatio(MEMTABLE_BLOOM_RATIO);
    options.setMemtableWholeKeyFiltering(true);
  }

  @Override
  public void close() {
    filter.close();
    blockCache.close();
  }

  /** Applies the shared memory to each store; Kafka Streams makes the instances. */
  public static final class Tuning implements RocksDBConfigSetter {

    @Override
    public void setConfig(String storeName, Options options, Map<String, Object> configs) {
      if (configs.get(CONFIG_KEY) instanceof RocksDbMemory memory) {
        memory.tune(options);
      } else {
        throw new IllegalStateException(CONFIG_KEY + ": none (expected: a RocksDbMemory)");
      }
    }

    @Override
    public void close(String storeName, Options options) {
      // the memory is shared and outlives every single store
    }
  }
}
