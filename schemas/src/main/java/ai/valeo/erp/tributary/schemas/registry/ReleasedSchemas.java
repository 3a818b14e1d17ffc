package ai.valeo.erp.tributary.schemas.registry;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.apache.avro.Schema;
import org.apache.avro.SchemaParser;

/**
 * The schemas of earlier releases, as kept in folders {@code v1}, {@code v2} and so on.
 *
 * @param releases for each release, oldest first, its named schemas by full name, those within
 *     others included
 */
public record ReleasedSchemas(List<SortedMap<String, Schema>> releases) {
  private static final String ENDING = ".avsc";

  /** Copies. */
  public ReleasedSchemas {
    releases = List.copyOf(releases);
  }

  /**
   * The releases in a folder.
   *
   * @throws UncheckedIOException if it cannot be read
   */
  public static ReleasedSchemas in(Path folder) {
    List<Path> versions;
    try (Stream<Path> folders = Files.list(folder)) {
      versions =
          folders
              .filter(each -> each.getFileName().toString().matches("v\\d{1,6}"))
              .sorted(Comparator.comparingInt(ReleasedSchemas::number))
              .toList();
    } catch (IOException e) {
      throw new UncheckedIOException("Released schemas cannot be read from " + folder, e);
    }
    return new ReleasedSchemas(versions.stream().map(ReleasedSchemas::schemas).toList());
  }

  /**
   * The named schemas of a folder and those below, by full name.
   *
   * @throws UncheckedIOException if it cannot be read
   */
  public static SortedMap<String, Schema> schemas(Path folder) {
    var parser = new SchemaParser();
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.filter(each -> each.toString().endsWith(ENDING)).sorted().toList()) {
        parser.parse(file);
      }
    } catch (IOException e) {
      throw new UncheckedIOException("Schemas cannot be read from " + folder, e);
    }
    var byName = new TreeMap<String, Schema>();
    parser.getParsedNamedSchemas().forEach(each -> byName.put(each.getFullName(), each));
    return Collections.unmodifiableSortedMap(byName);
  }

  /** Every released version of the schema of that name, oldest first. */
  public List<Schema> versions(String fullName) {
    List<Schema> versions = new ArrayList<>();
    for (SortedMap<String, Schema> release : releases) {
      Schema schema = release.get(fullName);
      if (schema != null) {
        versions.add(schema);
      }
    }
    return List.copyOf(versions);
  }

  private static int number(Path folder) {
    return Integer.parseInt(folder.getFileName().toString().substring(1));
  }
}
