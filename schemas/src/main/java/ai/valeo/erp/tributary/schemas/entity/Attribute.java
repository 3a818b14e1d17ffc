package ai.valeo.erp.tributary.schemas.entity;

import org.jspecify.annotations.Nullable;

/**
 * An attribute of an entity type.
 *
 * @param name its name
 * @param type type of its values
 * @param required whether CREATE must set it
 * @param clearable whether SET may clear it
 * @param initial its value before anybody set it, or none
 * @param merge its merge policy
 * @param personal whether it holds personal data
 * @param search what it is to a search of the type's entities, or nothing
 */
public record Attribute(
    String name,
    AttributeType type,
    boolean required,
    boolean clearable,
    @Nullable Value initial,
    MergePolicy merge,
    boolean personal,
    @Nullable SearchRole search) {}
