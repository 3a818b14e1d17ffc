package ai.valeo.erp.tributary.graphql.security;

import ai.valeo.erp.tributary.graphql.json.DocumentSource;
import ai.valeo.erp.tributary.graphql.json.InvalidRequestException;
import ai.valeo.erp.tributary.graphql.json.Json;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The only documents that are answered, from a file: a manifest as Apollo's tools write it ({@code
 * {"operations": [{"id", "body"}]}}), an object of documents by name, or lines with the SHA-256 of
 * one each. Immutable.
 */
final class ListedDocuments implements DocumentSource {

  private static final Pattern HASH = Pattern.compile("[0-9a-f]{64}");

  /** Documents by hash and by the name the file gives them; empty where only the hash is known. */
  private final Map<String, Optional<String>> documents;

  private final SecurityMeters meters;

  private ListedDocuments(Map<String, Optional<String>> documents, SecurityMeters meters) {
    this.documents = Map.copyOf(documents);
    this.meters = meters;
  }

  /**
   * Those of a file.
   *
   * @throws IOException if it cannot be read or is of no such form
   */
  static ListedDocuments read(Path file, SecurityMeters meters) throws IOException {
    String text = Files.readString(file);
    var documents = new HashMap<String, Optional<String>>();
    if (text.stripLeading().startsWith("{")) {
      readJson(file, documents);
    } else {
      readLines(file, text, documents);
    }
    return new ListedDocuments(documents, meters);
  }

  private static void readJson(Path file, Map<String, Optional<String>> documents)
      throws IOException {
    JsonNode root = Json.read(Files.readAllBytes(file));
    if (root == null) {
      throw new IOException(file + ": no JSON");
    }
    JsonNode operations = root.get("operations");
    if (operations != null) {
      for (JsonNode operation : operations) {
        add(documents, operation.path("id").asText(), operation.path("body").asText());
      }
      return;
    }
    for (Map.Entry<String, JsonNode> member : root.properties()) {
      add(documents, member.getKey(), member.getValue().asText());
    }
  }

  private static void add(Map<String, Optional<String>> documents, String name, String document)
      throws IOException {
    if (document.isBlank()) {
      throw new IOException("document: " + name + " is empty");
    }
    documents.put(KnownDocuments.hash(document), Optional.of(document));
    if (HASH.matcher(name).matches()) {
      documents.put(name, Optional.of(document));
    }
  }

  private static void readLines(Path file, String text, Map<String, Optional<String>> documents)
      throws IOException {
    for (String line : text.lines().map(String::strip).toList()) {
      if (HASH.matcher(line).matches()) {
        documents.put(line, Optional.empty());
      } else if (!line.isEmpty() && !line.startsWith("#")) {
        throw new IOException(file + ": a line is no SHA-256 in hexadecimal");
      }
    }
  }

  @Override
  public String document(@Nullable String query, @Nullable String sha256) {
    if (query == null && sha256 == null) {
      return AS_SENT.document(null, null);
    }
    String hash = query == null ? String.valueOf(sha256) : KnownDocuments.hash(query);
    Optional<String> listed = documents.get(hash);
    if (listed == null) {
      meters.unlisted();
      throw InvalidRequestException.notListed();
    }
    if (query != null) {
      return query;
    }
    return listed.orElseThrow(() -> InvalidRequestException.persistedUnknown(true));
  }

  /** How many there are. */
  int size() {
    return documents.size();
  }
}
