package ai.valeo.erp.tributary.tests.architecture;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.NullMarked;

/**
 * The borders between modules and packages, as rules over compiled classes.
 *
 * @param base package under which the modules lie; another one than the product's for the rules'
 *     own test
 */
record ArchitectureRules(String base) {

  /** Modules and the modules each may depend on. */
  private static final Map<String, Set<String>> MODULES =
      Map.of(
          "schemas", Set.of(),
          "edge", Set.of("schemas"),
          "topology", Set.of("schemas"),
          "graphql", Set.of("schemas", "edge"),
          "compose", Set.of("schemas", "edge", "topology", "graphql"));

  /** Where the generated Avro records may be used; they are made for the wire only. */
  private static final List<String> WIRE_PACKAGES =
      List.of("convert", "serde", "catalog", "publish", "feedback", "view");

  /** What asks for the time of day or makes something up: owner and name of the member. */
  private static final Pattern UNREPEATABLE =
      Pattern.compile(
          "java\\.lang\\.System\\.currentTimeMillis|java\\.lang\\.Math\\.random"
              + "|java\\.time\\.(Instant|LocalDate|LocalTime|LocalDateTime|ZonedDateTime"
              + "|OffsetDateTime|Year|YearMonth)\\.now"
              + "|java\\.time\\.Clock\\.(system\\w*|tick\\w+)"
              + "|java\\.util\\.Date\\.<init>|java\\.util\\.UUID\\.randomUUID"
              + "|java\\.util\\.(Random|SplittableRandom)\\.<init>"
              + "|java\\.security\\.SecureRandom\\..*"
              + "|java\\.util\\.concurrent\\.ThreadLocalRandom\\.current"
              + "|java\\.util\\.random\\.RandomGenerator\\.(of|getDefault)");

  private static final Pattern EMPTY_NAME = Pattern.compile(".*(Manager|Impl|Utils?|Helper)");

  /** Every rule by a name of its own. */
  Map<String, ArchRule> all() {
    var rules = new LinkedHashMap<String, ArchRule>();
    rules.put("mergeCoreIsPure", coreIsPure("topology"));
    rules.put("edgeCoreIsPure", coreIsPure("edge"));
    rules.put("mergeCoreHasNoThreads", mergeCoreHasNoThreads());
    rules.put("rocksDbStaysInStores", onlyIn("org.rocksdb..", rocksDbPackages()));
    rules.put("vertxStaysInGraphql", onlyIn("io.vertx..", List.of("graphql..", "compose..")));
    rules.put("sqlStaysInTheEdgeStore", onlyIn("java.sql..", List.of("edge.store..")));
    rules.put("avroRecordsStayAtTheWire", avroRecordsStayAtTheWire());
    rules.put("noCyclesBetweenPackages", noCycles());
    MODULES.forEach((module, allowed) -> rules.put(module + "Depends", depends(module, allowed)));
    rules.put("appIsImportedByNobody", appIsImportedByNobody());
    rules.put("timeAndChanceArePassedIn", timeAndChanceArePassedIn());
    rules.put("packagesAreNullMarked", packagesAreNullMarked());
    rules.put("namesSaySomething", namesSaySomething());
    return rules;
  }

  private ArchRule coreIsPure(String module) {
    return classes()
        .that()
        .resideInAPackage(in(module + ".core.."))
        .should()
        .onlyDependOnClassesThat()
        .resideInAnyPackage(
            "java.lang..",
            "java.util..",
            "java.math..",
            "java.time..",
            "java.security..",
            "java.nio",
            "java.nio.charset",
            "java.io",
            "org.jspecify.annotations",
            in("schemas.entity"),
            in(module + ".core.."))
        .allowEmptyShould(true);
  }

  private ArchRule mergeCoreHasNoThreads() {
    return noClasses()
        .that()
        .resideInAPackage(in("topology.core.."))
        .should()
        .dependOnClassesThat(
            resideInAnyPackage("java.util.concurrent..", "java.util.logging..")
                .or(describe("threads", type -> type.isAssignableTo(Thread.class))))
        .allowEmptyShould(true);
  }

  private static List<String> rocksDbPackages() {
    return List.of("topology.store..", "graphql.view..");
  }

  private ArchRule onlyIn(String library, List<String> packages) {
    String[] allowed = packages.stream().map(this::in).toArray(String[]::new);
    return noClasses()
        .that()
        .resideOutsideOfPackages(allowed)
        .should()
        .dependOnClassesThat()
        .resideInAPackage(library)
        .allowEmptyShould(true);
  }

  private ArchRule avroRecordsStayAtTheWire() {
    var allowed = new ArrayList<>(List.of(in("schemas.avro"), in("compose..")));
    WIRE_PACKAGES.forEach(name -> allowed.add(in("*." + name + "..")));
    return noClasses()
        .that()
        .resideOutsideOfPackages(allowed.toArray(String[]::new))
        .should()
        .dependOnClassesThat()
        .resideInAPackage(in("schemas.avro"))
        .allowEmptyShould(true);
  }

  private ArchRule noCycles() {
    return slices().matching(in("(**)")).should().beFreeOfCycles().allowEmptyShould(true);
  }

  private ArchRule depends(String module, Set<String> allowed) {
    String[] forbidden =
        MODULES.keySet().stream()
            .filter(other -> !other.equals(module) && !allowed.contains(other))
            .map(other -> in(other + ".."))
            .toArray(String[]::new);
    return noClasses()
        .that()
        .resideInAPackage(in(module + ".."))
        .should()
        .dependOnClassesThat(resideInAnyPackage(forbidden))
        .as(module + " depends on nothing of ours but " + allowed)
        .allowEmptyShould(true);
  }

  private ArchRule appIsImportedByNobody() {
    DescribedPredicate<JavaClass> outside =
        not(resideInAnyPackage(in("*.app.."), in("compose.."), in("tests..")));
    return noClasses()
        .that(outside)
        .should()
        .dependOnClassesThat(resideInAPackage(in("*.app..")))
        .allowEmptyShould(true);
  }

  /** Kafka makes the registry client out of configuration, so nobody can pass it its jitter. */
  private ArchRule timeAndChanceArePassedIn() {
    DescribedPredicate<JavaAccess<?>> unrepeatable =
        describe(
            "asks for the time of day or chance",
            access ->
                UNREPEATABLE
                    .matcher(access.getTargetOwner().getFullName() + "." + access.getName())
                    .matches());
    return noClasses()
        .that(not(resideInAnyPackage(in("*.app.."), in("compose.."), in("schemas.registry"))))
        .should()
        .accessTargetWhere(unrepeatable)
        .allowEmptyShould(true);
  }

  private ArchRule packagesAreNullMarked() {
    var annotated =
        new ArchCondition<JavaClass>("be in a package whose package-info bears @NullMarked") {
          @Override
          public void check(JavaClass type, ConditionEvents events) {
            boolean marked = type.getPackage().isAnnotatedWith(NullMarked.class);
            String message = type.getPackageName() + " is not @NullMarked: " + type.getName();
            events.add(new SimpleConditionEvent(type, marked, message));
          }
        };
    return classes()
        .that(not(resideInAPackage(in("schemas.avro"))))
        .should(annotated)
        .allowEmptyShould(true);
  }

  private ArchRule namesSaySomething() {
    var empty =
        new ArchCondition<JavaClass>("be named Manager, Impl, Util or Helper") {
          @Override
          public void check(JavaClass type, ConditionEvents events) {
            boolean matches = EMPTY_NAME.matcher(type.getSimpleName()).matches();
            events.add(new SimpleConditionEvent(type, matches, type.getName()));
          }
        };
    return noClasses().should(empty).allowEmptyShould(true);
  }

  private String in(String packages) {
    return base + "." + packages;
  }
}
