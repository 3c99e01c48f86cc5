//! Cities that datelines name most, by their names in the languages of their papers: before a dash, a word that
//! is one of them is a place and no agency.

use crate::lexicon::Lexicon;

/// Returns whether the words are the name of a large city or capital.
pub(super) fn is_city(words: &str) -> bool {
    CITIES.has_any_case(words)
}

/// Capitals and cities of about a million people or more, and seats of agencies, in lower case.
#[rustfmt::skip]
static CITIES: Lexicon = Lexicon::new(&[
    // Africa.
    "abidjan", "abuja", "accra", "addis ababa", "alexandria", "algiers", "alger", "antananarivo", "asmara", "bamako",
    "bangui", "banjul", "benghazi", "bloemfontein", "brazzaville", "bujumbura", "bulawayo", "cairo", "cape town",
    "casablanca", "conakry", "cotonou", "dakar", "dar es salaam", "djibouti", "dodoma", "douala", "durban", "east london",
    "enugu", "freetown", "gaborone", "goma", "harare", "ibadan", "johannesburg", "juba", "kaduna", "kampala", "kano",
    "khartoum", "kigali", "kinshasa", "kisumu", "kumasi", "lagos", "libreville", "lilongwe", "lomé", "luanda", "lubumbashi",
    "lusaka", "maiduguri", "malabo", "maputo", "maseru", "mbabane", "mogadishu", "mombasa", "monrovia", "n'djamena", "nairobi",
    "niamey", "nouakchott", "ouagadougou", "pietermaritzburg", "polokwane", "port harcourt", "port louis", "pretoria", "rabat",
    "soweto", "tripoli", "tunis", "windhoek", "yaoundé", "zanzibar",
    // The Americas.
    "asunción", "atlanta", "baltimore", "barranquilla", "belém", "belo horizonte", "bogotá", "boston", "brasilia", "brasília",
    "bridgetown", "buenos aires", "calgary", "cali", "campinas", "caracas", "charlotte", "chicago", "cleveland", "curitiba",
    "dallas", "denver", "detroit", "edmonton", "florianópolis", "fortaleza", "georgetown", "guadalajara", "guatemala city",
    "guayaquil", "halifax", "havana", "la habana", "houston", "indianapolis", "kingston", "la paz", "las vegas", "lima",
    "los angeles", "los ángeles", "managua", "manaus", "medellín", "memphis", "mexico city", "ciudad de méxico", "miami",
    "milwaukee", "minneapolis", "monterrey", "montevideo", "montreal", "montréal", "nashville", "nassau", "new orleans",
    "new york", "nueva york", "oklahoma city", "ottawa", "panama city", "ciudad de panamá", "paramaribo", "philadelphia",
    "pittsburgh", "port-au-prince", "porto alegre", "quebec", "québec", "quito", "recife", "rio de janeiro",
    "rosario", "sacramento", "san antonio", "san diego", "san francisco", "san josé", "san juan", "san salvador",
    "santiago", "santo domingo", "seattle", "são paulo", "tegucigalpa", "tijuana", "toronto", "vancouver", "washington",
    "washington dc", "winnipeg",
    // Asia and the Pacific.
    "abu dhabi", "adelaide", "aden", "agra", "ahmedabad", "aleppo", "almaty", "алматы", "amman", "amritsar", "ankara", "antalya",
    "ashgabat", "astana", "астана", "auckland", "baghdad", "bahawalpur", "baku", "bakı", "bandung", "bangkok", "basra", "beijing",
    "beirut", "bengaluru", "bhopal", "bhubaneswar", "bishkek", "бишкек", "brisbane", "bursa", "busan", "canberra", "cebu city",
    "chandigarh", "chengdu", "chennai", "chittagong", "chongqing", "christchurch", "coimbatore", "colombo", "damascus", "darwin",
    "davao city", "dehradun", "delhi", "dhaka", "dili", "diyarbakır", "doha", "dubai", "dushanbe", "душанбе", "erbil", "faisalabad",
    "fukuoka", "gaza", "guangzhou", "guwahati", "gwalior", "hanoi", "hà nội", "herat", "hiroshima", "ho chi minh city", "hobart",
    "hong kong", "honiara", "hyderabad", "imphal", "incheon", "indore", "isfahan", "islamabad", "istanbul", "i̇stanbul",
    "i̇zmir", "izmir", "jaipur", "jakarta", "jammu", "jeddah", "jerusalem", "kabul", "kandahar", "kanpur", "karachi", "kathmandu",
    "kobe", "kochi", "kolkata", "konya", "kota kinabalu", "kozhikode", "kuala lumpur", "kuching", "kuwait city", "kyoto", "lahore",
    "lucknow", "ludhiana", "macau", "madurai", "makassar", "malé", "manama", "mandalay", "mangaluru", "manila", "mashhad", "mecca",
    "medan", "melbourne", "mosul", "multan", "mumbai", "muscat", "mysuru", "nagoya", "nagpur", "nanjing", "nashik", "naypyidaw",
    "new delhi", "nicosia", "osaka", "panaji", "patna", "perth", "peshawar", "phnom penh", "port moresby", "port vila", "prayagraj",
    "pune", "pyongyang", "quetta", "raipur", "ramallah", "ranchi", "rawalpindi", "riyadh", "sana'a", "sanaa", "sapporo", "semarang",
    "seoul", "shanghai", "shenzhen", "shillong", "shimla", "singapore", "srinagar", "surabaya", "suva", "sydney", "taipei",
    "tashkent", "ташкент", "tbilisi", "tehran", "tel aviv", "thimphu", "thiruvananthapuram", "tianjin", "tokyo", "ulaanbaatar",
    "vadodara", "varanasi", "vientiane", "vijayawada", "visakhapatnam", "wellington", "wuhan", "yangon", "yerevan", "ереван",
    "yogyakarta", "баку", "тбилиси", "токио", "пекин",
    // Europe.
    "aarhus", "aberdeen", "amsterdam", "antwerp", "antwerpen", "athens", "αθήνα", "barcelona", "bari", "basel", "belfast", "belgrade",
    "beograd", "београд", "berlin", "bern", "bilbao", "birmingham", "bologna", "bonn", "bordeaux", "bratislava", "bremen", "brest",
    "bristol", "brno", "brussels", "bruxelles", "brussel", "brüssel", "bucharest", "bucurești", "budapest", "cardiff", "catania",
    "chișinău", "cluj-napoca", "cologne", "copenhagen", "dnipro", "donetsk", "dortmund", "dresden", "dublin", "düsseldorf",
    "edinburgh", "firenze", "florence", "frankfurt", "gdańsk", "gdynia", "geneva", "genève", "genf", "genoa", "genova",
    "glasgow", "gothenburg", "göteborg", "graz", "hamburg", "hannover", "helsinki", "kazan", "kharkiv", "kiev", "kyiv", "kraków",
    "københavn", "köln", "leeds", "leicester", "leipzig", "lille", "linz", "lisbon", "lisboa", "liverpool", "ljubljana", "london",
    "londres", "luxembourg", "lviv", "lyon", "madrid", "mainz", "malmö", "malta", "manchester", "marseille", "milan", "milano",
    "minsk", "monaco", "moscow", "munich", "málaga", "münchen", "nantes", "naples", "napoli", "newcastle", "nürnberg",
    "odesa", "odessa", "oslo", "ostrava", "palermo", "paris", "plovdiv", "podgorica", "porto", "poznań", "prague", "praha",
    "pristina", "rennes", "reykjavik", "reykjavík", "riga", "rīga", "roma", "rome", "rotterdam", "salzburg", "sarajevo",
    "sevilla", "sheffield", "skopje", "sofia", "southampton", "st. petersburg", "stockholm", "strasbourg", "straßburg",
    "stuttgart", "szczecin", "tallinn", "tampere", "the hague", "den haag", "thessaloniki", "θεσσαλονίκη", "tirana", "tiranë",
    "torino", "toulouse", "turin", "turku", "utrecht", "valencia", "valletta", "varna", "vatican city", "venezia", "venice",
    "vienna", "vilnius", "warsaw", "warszawa", "wien", "wrocław", "zagreb", "zaragoza", "zurich", "zürich", "łódź",
    "москва", "санкт-петербург", "минск", "киев", "київ", "львів", "харків", "одеса", "дніпро", "новосибирск", "екатеринбург",
    "казань", "нижний новгород", "владивосток", "софия", "скопје", "сараево",
]);

#[cfg(test)]
mod tests {
    use super::is_city;

    #[test]
    fn cities_are_known_in_any_case() {
        assert!(
            is_city("Durban") && is_city("NEW DELHI") && is_city("Warszawa") && is_city("Київ")
        );
        assert!(!is_city("Kestrel") && !is_city("Reuters"));
    }
}
