package ai.valeo.erp.tributary.schemas.catalog;

import ai.valeo.erp.tributary.schemas.entity.EntityType;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.JarURLConnection;
import java.net.URISyntaxException;
import java.net.URL;
import java.net.URLConnection;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.apache.avro.AvroRuntimeException;
import org.apache.avro.Schema;
import org.jspecify.annotations.Nullable;

/**
 * The entity types known to a process. Types are data: one {@code .avsc} file each, those that come
 * with Tributary and those of a folder of one's own. Immutable; any thread.
 */
public final class EntityTypes {

  private static final String BUNDLED = "avro/entity";
  private static final String ENDING = ".avsc";

  private final Map<String, EntityType> types;
  private final Map<String, Schema> schemas;
  private final Map<String, EntityCodec> codecs;

  private EntityTypes(Map<String, Schema> schemas) {
    var read = new TreeMap<String, EntityType>();
    var coders = new TreeMap<String, EntityCodec>();
    schemas.forEach((name, schema) -> {
      EntityType type = EntityTypeReader.read(schema);
      read.put(name, type);
      coders.put(name, new EntityCodec(type, schema));
    });
    this.schemas = Collections.unmodifiableMap(schemas);
    this.types = Collections.unmodifiableMap(new LinkedHashMap<>(read)); // asked for each mutation
    this.codecs = Collections.unmodifiableMap(coders);
  }

  /**
   * The types that come with Tributary.
   *
   * @throws EntityTypeException if one of them is not sound
   */
  public static EntityTypes bundled() {
    return new EntityTypes(bundledSchemas());
  }

  /**
   * The types that come with Tributary and those of a folder; a file there replaces the bundled
   * type of the same name.
   *
   * @throws EntityTypeException if one of them is not sound
   * @throws UncheckedIOException if the folder cannot be read
   */
  public static EntityTypes load(Path folder) {
    Map<String, Schema> schemas = bundledSchemas();
    schemas.putAll(folderSchemas(folder));
    return new EntityTypes(schemas);
  }

  /** Types from their schemas, for tests and tools. */
  public static EntityTypes of(List<Schema> schemas) {
    var byName = new TreeMap<String, Schema>();
    schemas.forEach(schema -> byName.put(schema.getName(), schema));
    return new EntityTypes(byName);
  }

  /** All types, by name ascending. */
  public List<EntityType> all() {
    return List.copyOf(types.values());
  }

  /** The type of that name, or none. */
  public @Nullable EntityType type(String name) {
    return types.get(name);
  }

  /**
   * The Avro schema of the type's records.
   *
   * @throws IllegalArgumentException if the type is not of this catalogue
   */
  public Schema schema(EntityType type) {
    Schema schema = schemas.get(type.name());
    if (schema == null) {
      throw new IllegalArgumentException("type: " + type.name() + " is not of this catalogue");
    }
    return schema;
  }

  /**
   * The codec of the type's records.
   *
   * @throws IllegalArgumentException if the type is not of this catalogue
   */
  public EntityCodec codec(EntityType type) {
    EntityCodec codec = codecs.get(type.name());
    if (codec == null) {
      throw new IllegalArgumentException("type: " + type.name() + " is not of this catalogue");
    }
    return codec;
  }

  private static Map<String, Schema> bundledSchemas() {
    URL place = EntityTypes.class.getClassLoader().getResource(BUNDLED);
    if (place == null) {
      throw new EntityTypeException("resource " + BUNDLED + " missing");
    }
    try {
      URLConnection connection = place.openConnection();
      return connection instanceof JarURLConnection jar
          ? jarSchemas(jar)
          : folderSchemas(Path.of(place.toURI()));
    } catch (IOException e) {
      throw new UncheckedIOException("Bundled entity types cannot be read", e);
    } catch (URISyntaxException e) {
      throw new EntityTypeException("resource " + place, e);
    }
  }

  private static Map<String, Schema> jarSchemas(JarURLConnection connection) throws IOException {
    connection.setUseCaches(false);
    var schemas = new TreeMap<String, Schema>();
    try (var jar = connection.getJarFile()) {
      for (var entry : Collections.list(jar.entries())) {
        if (entry.getName().startsWith(BUNDLED + "/") && entry.getName().endsWith(ENDING)) {
          try (var content = jar.getInputStream(entry)) {
            add(
                schemas,
                entry.getName(),
                new String(content.readAllBytes(), StandardCharsets.UTF_8));
          }
        }
      }
    }
    return schemas;
  }

  private static Map<String, Schema> folderSchemas(Path folder) {
    var schemas = new TreeMap<String, Schema>();
    try (Stream<Path> files = Files.list(folder)) {
      for (Path file : files.filter(f -> f.toString().endsWith(ENDING)).sorted().toList()) {
        add(schemas, file.toString(), Files.readString(file));
      }
    } catch (IOException e) {
      throw new UncheckedIOException("Entity types cannot be read from " + folder, e);
    }
    return schemas;
  }

  private static void add(Map<String, Schema> schemas, String origin, String text) {
    try {
      Schema schema = new Schema.Parser().parse(text);
      if (schemas.put(schema.getName(), schema) != null) {
        throw new EntityTypeException(origin + ": type " + schema.getName() + " declared twice");
      }
    } catch (AvroRuntimeException e) {
      throw new EntityTypeException(origin + ": " + e.getMessage(), e);
    }
  }
}
