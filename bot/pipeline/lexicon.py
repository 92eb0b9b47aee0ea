"""Classes of words that tell what kind of name stands beside them. Lists only; read by the name steps."""

from __future__ import annotations

from bot.pipeline.wordlists import listed

HONORIFICS = listed(
    """
    Mr Mrs Ms Miss Dr Sir Dame Lady Lord Madame Mme Monsieur Herr Frau Senor Señor Señora Don Dona Mx Messrs Rev
    Reverend Fr Hon Master Saint Pope Sheikh Sheik Shaikh Ayatollah Mullah Imam Rabbi Sultan Emir Prof Professor
    """
)
# Offices and callings that stand before a name, with a capital or without.
OFFICES = listed(
    """
    president vice-president minister premier chancellor secretary governor gov senator sen representative rep
    congressman congresswoman mayor ambassador envoy commissioner chairman chairwoman chairperson chair chief director
    general gen lieutenant lt colonel col major maj captain capt sergeant sgt corporal private commander cmdr admiral
    adm marshal brigadier inspector superintendent detective officer sheriff constable judge justice prosecutor attorney
    lawyer counsel king queen prince princess duke duchess earl count baron emperor empress tsar czar shah archbishop
    bishop cardinal father sister brother pastor priest deacon coach manager striker midfielder defender goalkeeper
    forward quarterback pitcher skipper trainer spokesman spokeswoman spokesperson ceo cfo cto coo founder co-founder
    editor reporter journalist correspondent columnist author writer novelist poet historian economist analyst
    strategist trader scientist professor researcher teacher student actor actress singer musician composer conductor
    pianist guitarist drummer rapper painter artist photographer architect designer producer filmmaker comedian dancer
    athlete player cyclist boxer swimmer driver champion rival teammate compatriot leader dictator candidate nominee
    activist campaigner dissident rebel warlord negotiator adviser advisor aide consultant deputy speaker lawmaker
    legislator mp politician statesman diplomat official undersecretary treasurer president-elect banker businessman
    businesswoman entrepreneur industrialist tycoon billionaire millionaire financier investor engineer astronaut
    cosmonaut pilot soldier doctor physician surgeon nurse psychologist psychiatrist biologist chemist physicist
    philosopher theologian farmer fisherman victim suspect defendant resident host anchor moderator pundit
    commentator blogger sens reps pres det supt headmaster principal dean rector provost
    anthropologist sociologist geographer geologist seismologist epidemiologist meteorologist ecologist archaeologist
    demographer agent broker shopkeeper contractor volunteer organiser organizer chef curator librarian missionary
    firefighter paramedic barrister solicitor rapporteur
    """
)
# Words that belong to the office that follows or ends them: "Deputy Prime Minister", "chief financial officer".
OFFICE_PARTS = listed(
    """
    prime deputy vice first foreign defence defense interior finance home health education justice trade economy
    economic energy environment agriculture transport labor labour culture information communications tourism security
    national chief executive financial operating technical technology senior junior assistant acting former ex lord
    lieutenant attorney general secretary police army navy air-force crown grand managing state press campaign party
    opposition parliamentary majority minority house senate parliament city district county regional federal provincial
    supreme court white presidential vice-presidential republican democratic world olympic head leading veteran retired
    high late top budget treasury external internal public affairs development industry planning science human rights
    nobel intelligence military commerce employment works water sports sport youth women's family social welfare
    immigration
    """
)
HEADS_ORGANISATION = listed(
    """
    Inc Incorporated Corp Corporation Co Company Ltd Limited LLC LLP PLC Plc plc AG SA GmbH NV AB BV SpA Oyj Oy ASA
    Pty Bhd Group Holdings Holding Industries Enterprises Partners Associates Brothers Bros Sons Bank Bancorp
    Bankers Financial Securities Capital Investments Investment Insurance Assurance Trust Fund Funds Ventures
    Management Services Systems Technologies Technology Software Networks Network Communications Telecom
    Telecommunications Electronics Semiconductor Motors Motor Airlines Airways Air Aviation Aerospace Railways
    Railway Railroad Lines Shipping Steel Petroleum Oil Energy Electric Gas Power Mining Mines Minerals Resources
    Chemicals Chemical Pharmaceuticals Pharmaceutical Pharma Laboratories Labs Foods Beverage Breweries Brewery
    Stores Retail Media Entertainment Pictures Studios Records Music Publishing Publishers Press Broadcasting Radio
    Television TV News Times Post Tribune Herald Gazette Journal Chronicle Observer Examiner Mirror Telegraph Mail
    Magazine Register Bulletin Dispatch Inquirer Sentinel Review Weekly Daily Agency University College Institute
    Institution School Academy Faculty Seminary Conservatory Polytechnic Hospital Clinic Centre Center Foundation
    Association Society Union Unions Federation Confederation League Club FC SC CF AFC United Rovers Wanderers
    Albion Athletic Hotspur Committee Council Commission Board Bureau Authority Administration Department Dept
    Ministry Office Agencies Secretariat Directorate Court Tribunal Parliament Congress Senate Assembly Legislature
    Cabinet Government Army Navy Force Forces Corps Guard Guards Police Militia Brigade Battalion Regiment Division
    Squadron Command Front Party Movement Alliance Coalition Bloc Organization Organisation Orchestra Philharmonic
    Symphony Opera Ballet Choir Theatre Theater Museum Library Gallery Church Diocese Archdiocese Mosque Synagogue
    Exchange Chamber Consortium Conglomerate Cooperative Syndicate Forum Initiative Project Embassy Consulate
    Mission Service Laboratory Observatory Hezbollah Brigades Liberation Desk Newsroom Newsdesk
    """
)
# Words that open the names of banks, firms and clubs in many languages: "PT Garuda", "Dynamo Kiev".
FRONTS_ORGANISATION = listed(
    """
    PT Bank Banco Banca Banque Grupo Groupe Gruppo Radio FC AC AS AFC RC SC SV VfB VfL TSV FK NK CSKA Dynamo Dinamo
    Lokomotiv Spartak Torpedo Zenit Shakhtar Atletico Atlético Deportivo Estudiantes Maccabi Hapoel Bayer Borussia
    Hertha Eintracht Werder Hansa Arminia Olympique Stade Partizan Steaua Universitatea Gimnasia
    """
)
HEADS_PLACE = listed(
    """
    River Lake Mount Mt Mountain Mountains Sea Ocean Street St Avenue Ave Road Rd Boulevard Lane Drive Highway
    Bridge Airport Square Island Islands Isle Isles Valley Province County City Town Township Village Bay Peninsula
    Desert Coast Beach Park Strait Straits Gulf Cape Canal District Region Hill Hills Heights Port Harbor Harbour
    Forest Plaza Tower Towers Stadium Arena Palace Castle Creek Springs Falls Canyon Glacier Volcano Plateau Basin
    Delta Reef Atoll Prefecture Oblast Territory Republic Kingdom Principality Duchy Emirate Cemetery Prison Dam
    Pass Point Garden Gardens Zoo Monument Memorial Circle Crossing Junction Station Terminal Base Camp Ranch Farm
    Estate Field Ground Speedway Raceway Cathedral Abbey Temple Shrine Hotel Mall
    """
)
# Heads of names that are neither person, organisation nor place: events, works, laws, prizes, storms, products.
HEADS_OTHER = listed(
    """
    Cup Open Olympics Games War Wars Award Awards Prize Medal Act Treaty Agreement Accord Accords Pact Championship
    Championships Festival Day Week Month Year Conference Summit Bill Law Constitution Revolution Election Elections
    Bible Quran Koran Series Tour Marathon Derby Masters Trophy Prix Protocol Convention Amendment Plan Program
    Programme Hurricane Typhoon Cyclone Storm Operation Christmas Easter Ramadan Holocaust Internet Declaration
    Resolution Report Charter Doctrine Code Index Average Show Virus Disease Syndrome Class Edition Version Model
    Standard Scandal Affair Crisis Massacre Genocide Uprising Rebellion Intifada Exhibition Expo Fair Parade Carnival
    Ceremony Grammy Oscar Emmy Tony Oscars Bowl Finals Final Semifinal Playoffs Playoff Qualifier Round Stage Race Grand
    Stakes Handicap Century Era Age Empire Dynasty English Theorem Theory Effect Spring Renaissance Reformation Crusade
    Crusades Battle Siege Anthem Song Symphony-No Album Novel Book Dream Way Deal Initiative-Act Order Letter Chapter
    Part Section Article Question Session Meeting Talks Dialogue Study Survey Poll Test Trial Case Street-View
    """
)
# Small words: with a capital they only open a sentence or stand in a title.
_FUNCTION = listed(
    """
    the a an this that these those he she it we you they i my your his her its our their who whom whose which what when
    where why how and or but nor so yet for of in on at to from by with without within into onto upon over under about
    above below after before between among amid during since until till against across along around behind beside
    besides beyond despite except inside outside like near off out past per through throughout toward towards up down
    via as if than then though although because while whereas unless whether once also too again still even just only
    almost already always never often sometimes usually perhaps maybe meanwhile moreover however therefore thus hence
    instead otherwise nevertheless nonetheless furthermore additionally accordingly consequently finally eventually
    currently recently previously later earlier today tomorrow yesterday tonight now here there not no yes none nothing
    nobody something someone somebody everything everyone everybody anything anyone each every either neither both any
    some many much more most few fewer less least several such same other others another is are was were be been being
    am do does did done doing have has had having will would shall should can could may might must let get got go going
    come came make made take took give given see seen say says said told asked according following including regarding
    concerning based speaking citing thanks thank please welcome hello hi dear sorry ok okay oh well ah wow hey yeah
    don't doesn't didn't isn't aren't wasn't weren't can't couldn't won't wouldn't it's he's she's we're they're i'm
    i've you're that's there's what's let's
    i'd i'll you've you'll we've we'll we'd they've they'll they'd he'll he'd she'll she'd it'll that'll here's who's
    where's how's
    """
)
FUNCTION = _FUNCTION | {word.replace("'", "’") for word in _FUNCTION}
# Everyday nouns and adjectives that are written with a capital where no name is meant.
COMMON = FUNCTION | listed(
    """
    all one two three four five six seven eight nine ten eleven twelve dozens hundreds thousands millions billions half
    double first second third fourth last next new old big small large great good bad best worst high low long short
    early late young major minor main key top people men women children man woman boy girl police officials authorities
    analysts experts critics supporters opponents sources investors traders shares stocks prices sales profits results
    figures data reports residents witnesses protesters rebels troops soldiers forces government governments president
    minister ministers prime state states federal national international local foreign western eastern northern southern
    central north south east west world global country countries city cities town area home house court judge law bill
    party election elections vote voters campaign war peace talks deal agreement security defence defense health
    education economic economy market markets business company companies bank banks industry trade oil gas gold energy
    power water food air land sea sun moon earth god lord life death love time times day days week weeks month months
    year years spring summer autumn fall winter read photo photos image images video videos watch click share subscribe
    advertisement update updated breaking exclusive opinion editorial analysis comment comments news story stories
    article report study research survey poll note source editor copyright rights reserved contact email phone fax tel
    website online internet web tv soccer football basketball baseball hockey tennis golf cricket rugby boxing cycling
    athletics swimming score scores standings group division league match game games team teams player players goal
    goals win wins loss losses played points round final finals semifinal quarter set sets table attendance halftime
    scorers won lost drawn chief general public private social political military human free open former current senior
    junior interim acting republic kingdom bible gospel father mother brother sister son daughter wife husband sir madam
    lady gentlemen king queen prince princess god's heaven hell bachelor master doctor professor constitution amendment
    act congress parliament cabinet army navy conservative liberal right left center centre democracy capitalism
    socialism communism islam christianity judaism hinduism buddhism catholicism marxism english mathematics physics
    chemistry biology history science art music mr mrs ms dr am pm ad bc
    """
)
CALENDAR = listed(
    """
    Monday Tuesday Wednesday Thursday Friday Saturday Sunday January February March April May June July August September
    October November December Jan Feb Mar Apr Jun Jul Aug Sep Sept Oct Nov Dec Mon Tue Tues Wed Thu Thur Thurs Fri Sat
    Sun GMT UTC EST EDT PST PDT CET BST Christmas Easter Ramadan Thanksgiving Halloween Passover Hanukkah Diwali Eid
    """
)
# Capital letters that name no organisation.
SIGNS = listed(
    """
    TV PC CD DVD DNA RNA AIDS HIV COVID CEO CFO CTO COO GDP GNP CPI VAT AM PM AD BC ID IQ OK PR HR IT AI UFO SUV MP MPs
    MEP MEPs POW VIP GPS USB WMD IED PTSD ADHD FAQ DIY RSVP ASAP RIP NOTE FM UHF EST EDT GMT UTC PST CET USD EUR GBP II
    III IV VI VII VIII IX XI XII XIV XV XVI HTML HTTP URL PDF SMS MMS LED LCD LGBT LGBTQ LGBTI NGO NGOs IPO ETF ATM PIN
    MVP ERA RBI KO TKO DJ MC QC PhD MBA BA MA BSc MSc MD RN ER ET ICU CCTV R&D Q&A M&A
    A B C D E F G H I J K L M N O P Q R
    S T U V W X Y Z US USA UK Y2K POS DWI DUI CPR MRI CT HQ GI WWI WWII ICBM ICBMs ABM ICE ED PS TNT DDT PCB BSE CJD
    """
)
# "University of …", "Ministry of …": organisations and places that go on after "of".
OF_ORGANISATION = listed(
    """
    University Ministry Bank Department Dept House Institute Board Academy College Federation Council Office Bureau
    Chamber Court Confederation Association Union Party Organization Organisation Society Museum Congress Church Army
    Knights Daughters Sons Friends Fraternal School Faculty Committee Commission League Central Order Center Centre
    Centers Centres Conference Parliament Assembly Archdiocese Diocese Alliance Movement Fund Secretariat Corps Guards
    Library Institutes Authority Administration Project Campaign Initiative Forum Service Foundation
    """
)
OF_PLACE = listed(
    """
    Republic Gulf Bay Isle Isles Kingdom City Province Sea Strait Straits Cape Cote Port Lake State Horn Rock States
    Principality Duchy Grand-Duchy County Emirate Sultanate Isthmus Canton Commonwealth Community Archipelago
    """
)
# What may stand on either side of "and" within one organisation's name.
PORTFOLIOS = listed(
    """
    Health Human Trade Industry Development Culture Education Sports Tourism Technology Research Prevention Security
    Cooperation Co-operation Cultural Medicine Science Sciences Arts Exchange Commerce Labor Labour Energy Environment
    Urban Budget Drug Food Fisheries Forestry Agriculture Transport Infrastructure Communications Information Media
    Immigration Customs Border Naturalization Aeronautics Space Atmospheric Oceanic Economic Social Planning Finance
    Housing Welfare Employment Training Investment Innovation Skills Resources Natural Scientific Technical Tobacco
    Firearms Explosives Alcohol Families Children Youth Women Community Communities Local Rural Regional Strategic
    International Foreign Defense Defence Justice Peace Democracy Reconstruction Rehabilitation Territorial Chips
    """
)
# Surnames that are also heads of other names: "Tyrone Power" beside "Consolidated Power".
SURNAME_HEADS = listed(
    """
    Power Hill Lake Church Banks Field Fields Lane Temple Street Castle Fair Day Race Case Page Storm Battle Law Bill
    Spring Test Order Guard Parade Bush Cross Forest Park Parks Rivers Brook Woods Marsh Young Story Song Stage Booth
    """
)
# Given names that are everyday words too; at the head of a sentence they are taken for the word.
WORDS_GIVEN = listed(
    """
    Hope Will May Mark Art Bill Grant Rich Sun Per Dawn Faith Joy Grace Rose Guy Dean Drew Rob Earl Max Jack Frank Pat
    Sue Penny Page Ray Sandy Rusty Woody Chuck Dick Mac Can Ho Park Ha Pearl Amber Heather Holly Ginger Daisy Angel
    Cliff Dale Clay Miles Lance Pierce Gene Jay Robin Victor Christian German Roman Norman Van Al Bo Ed Jo Mo Ty Cat Ram
    Win Iris Carol April June August Miss Sultan Major Duke King Prince Young Sally Nick Peg Rex Rod Bud Buck Gay Jean
    Kay
    """
)
# Small words inside a person's or a place's name.
PARTICLES = listed(
    """
    de da do dos das del della di du la le van von der den ter ten bin ibn al el ul ur abu y e zu
    """
)
# What follows a hyphen to make an adjective of a name: "Seoul-based".
TAILS = listed(
    """
    based backed led born style era wide bound made owned run controlled held occupied listed trained funded sponsored
    area speaking language only free related linked inspired like type wing bred educated friendly century old year
    """
)
DIRECTIONS = listed(
    """
    North South East West Northern Southern Eastern Western Central Latin New Northeast Northwest Southeast Southwest
    Northeastern Northwestern Southeastern Southwestern Upper Lower Greater Inner Outer
    """
)
PLACE_PREPOSITIONS = listed("in at near from outside across throughout toward towards into around inside")
