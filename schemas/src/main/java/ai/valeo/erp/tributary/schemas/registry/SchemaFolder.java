package ai.valeo.erp.tributary.schemas.registry;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import org.apache.avro.Schema;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What a registry once said, in files: one for each schema id and one for each subject and schema.
 *
 * <p>A file is written beside its place, forced to disk and moved there, so that it is whole or not
 * there. A file that cannot be read is as good as none. Failing to write is logged and otherwise
 * ignored: the cache is a convenience. Each list of registry addresses has a folder of its own,
 * since ids of different registries do not mean the same.
 */
final class SchemaFolder {

  private static final Logger log = LoggerFactory.getLogger(SchemaFolder.class);
  private static final ObjectMapper JSON = new ObjectMapper();

  private final Path folder;

  SchemaFolder(Path base, List<URI> urls) {
    var list = new StringBuilder();
    urls.forEach(
        url -> list.append(url.getHost()).append(':').append(url.getPort()).append(url.getPath()));
    this.folder = base.resolve("registry-" + digest(list.toString()));
  }

  @Nullable Schema schema(int id) {
    JsonNode found = read(schemaFile(id));
    if (found == null || found.path("id").asInt(-1) != id) {
      return null;
    }
    try {
      return SchemaText.parse(found.path("schema").asText());
    } catch (RegistryException e) {
      return null;
    }
  }

  void keepSchema(int id, Schema schema) {
    write(schemaFile(id), JSON.createObjectNode().put("id", id).put("schema", schema.toString()));
  }

  @Nullable Integer id(String subject, Schema schema) {
    String text = SchemaText.of(schema);
    JsonNode found = read(idFile(subject, text));
    if (found == null
        || !found.path("subject").asText().equals(subject)
        || !found.path("schema").asText().equals(text)
        || !found.path("id").canConvertToInt()) {
      return null;
    }
    return found.path("id").intValue();
  }

  void keepId(String subject, Schema schema, int id) {
    String text = SchemaText.of(schema);
    ObjectNode content =
        JSON.createObjectNode().put("subject", subject).put("id", id).put("schema", text);
    write(idFile(subject, text), content);
  }

  private Path schemaFile(int id) {
    return folder.resolve("schema-" + id + ".json");
  }

  private Path idFile(String subject, String text) {
    return folder.resolve("id-" + digest(subject + "\n" + text) + ".json");
  }

  private static @Nullable JsonNode read(Path file) {
    try {
      return JSON.readTree(Files.readAllBytes(file));
    } catch (NoSuchFileException e) {
      return null;
    } catch (IOException e) {
      log.atWarn()
          .addKeyValue("file", file)
          .addKeyValue("error", e.toString())
          .log("Cached schema cannot be read and is ignored");
      return null;
    }
  }

  private void write(Path file, JsonNode content) {
    if (content.equals(read(file))) {
      return;
    }
    try {
      Files.createDirectories(folder);
      Path fresh = Files.createTempFile(folder, "new-", ".tmp");
      try (var channel = FileChannel.open(fresh, StandardOpenOption.WRITE)) {
        ByteBuffer bytes = ByteBuffer.wrap(content.toString().getBytes(StandardCharsets.UTF_8));
        while (bytes.hasRemaining()) {
          channel.write(bytes);
        }
        channel.force(true);
      }
      Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } catch (IOException e) {
      log.atWarn()
          .addKeyValue("file", file)
          .addKeyValue("error", e.toString())
          .log("Schema cannot be kept on disk");
    }
  }

  private static String digest(String text) {
    try {
      byte[] hash =
          MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(hash, 0, 12);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every JDK has SHA-256", e);
    }
  }
}
