package io.recoflow.local.shop;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A country where the shop sells.
 *
 * @param name as customers write it
 * @param share how many of the customers live there, relative to the others
 * @param postalCode a pattern, where {@code #} is a digit and {@code @} a letter; null where many have none
 * @param phone a pattern, where {@code #} is a digit
 * @param cities at least one
 */
record Country(String name, double share, @Nullable String postalCode, String phone, List<City> cities) {
    /**
     * A city.
     *
     * @param state null where addresses have none
     */
    record City(String name, @Nullable String state) {}

    static final List<Country> ALL = List.of(
            new Country(
                    "USA",
                    30,
                    "#####",
                    "##########",
                    List.of(
                            new City("NYC", "NY"),
                            new City("Boston", "MA"),
                            new City("Cambridge", "MA"),
                            new City("San Francisco", "CA"),
                            new City("Pasadena", "CA"),
                            new City("San Diego", "CA"),
                            new City("Philadelphia", "PA"),
                            new City("Las Vegas", "NV"),
                            new City("New Haven", "CT"),
                            new City("Nashua", "NH"))),
            country("France", 12, "#####", "##.##.####", "Nantes", "Lyon", "Paris", "Marseille", "Lille", "Reims"),
            country("Germany", 10, "#####", "0##-######", "München", "Köln", "Frankfurt", "Berlin", "Stuttgart"),
            country("Spain", 7, "#####", "(9#) 555 ## ##", "Madrid", "Barcelona", "Sevilla", "Valencia"),
            new Country(
                    "UK",
                    6,
                    "@@# #@@",
                    "(###) 555-####",
                    List.of(
                            new City("London", null),
                            new City("Liverpool", null),
                            new City("Manchester", null),
                            new City("Cowes", "Isle of Wight"))),
            new Country(
                    "Australia",
                    5,
                    "####",
                    "0# #### ####",
                    List.of(
                            new City("Melbourne", "Victoria"),
                            new City("North Sydney", "NSW"),
                            new City("Chatswood", "NSW"),
                            new City("South Brisbane", "Queensland"))),
            country("Italy", 4, "#####", "0##-######", "Milan", "Torino", "Bergamo", "Reggio Emilia"),
            country("Finland", 3, "#####", "90-### ####", "Helsinki", "Espoo", "Oulu"),
            country("Norway", 3, "N ####", "07-## ####", "Oslo", "Bergen", "Stavern"),
            new Country(
                    "Canada",
                    3,
                    "@#@ #@#",
                    "(###) 555-####",
                    List.of(new City("Vancouver", "BC"), new City("Montréal", "Québec"), new City("Tsawassen", "BC"))),
            country("Sweden", 2, "S-### ##", "08-### ####", "Stockholm", "Luleå", "Göteborg"),
            country("Denmark", 2, "####", "## ## ####", "Kobenhavn", "Århus"),
            country("Switzerland", 2, "####", "0##-######", "Genève", "Bern", "Zürich"),
            country("Singapore", 2, "######", "+65 ### ####", "Singapore"),
            new Country(
                    "Japan",
                    2,
                    "###-####",
                    "+81 ## #### ####",
                    List.of(new City("Minato-ku", "Tokyo"), new City("Kita-ku", "Osaka"))),
            country("New Zealand", 2, null, "+64 # ### ####", "Auckland", "Wellington"),
            country("Austria", 1, "####", "####-####", "Graz", "Salzburg", "Wien"),
            country("Belgium", 1, "B-####", "(0#) ### ## ##", "Bruxelles", "Charleroi"),
            country("Ireland", 1, null, "+353 #### ####", "Dublin", "Cork"),
            country("Portugal", 1, "####-###", "(#) ###-####", "Lisboa", "Porto"),
            country("Netherlands", 1, "#### @@", "+31 ## ### ####", "Amsterdam", "Utrecht"));

    private static Country country(
            String name, double share, @Nullable String postalCode, String phone, String... cities) {
        return new Country(
                name,
                share,
                postalCode,
                phone,
                List.of(cities).stream().map(city -> new City(city, null)).toList());
    }
}
