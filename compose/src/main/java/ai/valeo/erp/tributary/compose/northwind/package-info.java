/** The demo ERP: Northwind's tables and the fixed script by which five offices replay them. */
@NullMarked
package ai.valeo.erp.tributary.compose.northwind;

import org.jspecify.annotations.NullMarked;
