package ai.valeo.erp.tributary.graphql.app;

import ai.valeo.erp.tributary.schemas.settings.SettingKey;
import ai.valeo.erp.tributary.schemas.settings.SettingsReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads keys that name PEM files which are of use only together. */
final class PemFiles {

  private PemFiles() {}

  /**
   * The files in the order of their keys; none where no key names one, or where one is missing,
   * which the reader is told.
   */
  static @Nullable List<Path> of(SettingsReader reader, List<? extends SettingKey> keys) {
    if (keys.stream().allMatch(key -> reader.text(key).isEmpty())) {
      return null;
    }
    List<? extends SettingKey> missing =
        keys.stream()
            .filter(
                key -> reader.text(key).isEmpty() || !Files.isReadable(Path.of(reader.text(key))))
            .toList();
    missing.forEach(key -> reader.problem(key.key(), "no such file (expected: a PEM file)"));
    return missing.isEmpty() ? keys.stream().map(key -> Path.of(reader.text(key))).toList() : null;
  }
}
