package ai.valeo.erp.tributary.edge.app;

import java.util.HashMap;
import java.util.Map;

/** The part of the settings that the serdes see. */
final class ClientConfigs {

  private static final String CACHE_FOLDER = "schema.registry.cache.dir";

  private ClientConfigs() {}

  /** Schema ids are kept beside the store, so that the node starts with the registry away. */
  static Map<String, Object> serdes(EdgeSettings settings) {
    Map<String, Object> config = new HashMap<>(settings.kafka());
    config.putAll(settings.registry());
    config.putIfAbsent(
        CACHE_FOLDER,
        settings
            .store()
            .file()
            .resolveSibling(settings.store().file().getFileName() + ".schemas")
            .toString());
    return config;
  }
}
